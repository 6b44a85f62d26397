using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Core.Reminders;
using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Ingest.Signatures;
using Npgsql;

namespace MedicaidLogs.Worker.Reminders;

/// <summary>What waits at each desk of a district.</summary>
public sealed class DeskReminders(NpgsqlDataSource database, District district, TimeProvider clock)
{
    /// <summary>As <c>About to run out</c> begins.</summary>
    private const int ExpiringDays = 30;

    /// <summary>Of records that run out: beyond it a reminder says no more than that there are many.</summary>
    private const int MostRecords = 1000;

    private const string Clerk = "clerk";
    private const string Finance = "finance";
    private const string Provider = "provider";

    /// <summary>Months that can still be filed; older sessions cannot be billed whoever signs them.</summary>
    [Sql]
    private const string UnsignedSql = """
        select e.provider_id, count(distinct e.entry_id)::int as waiting, min(e.service_date) as first_day
        from intake.finding f
        join intake.entry e on e.district_id = f.district_id and e.service_month = f.service_month and e.entry_id = f.entry_id
          and e.version = f.entry_version
        where f.district_id = @districtId and f.service_month = any(@months) and f.code = any(@codes) and f.cleared_run_id is null
          and e.provider_id is not null
        group by e.provider_id
        """;

    [Sql]
    private const string ReturnedSql = """
        select r.provider_id, count(*)::int as waiting, min(e.service_date) as first_day
        from intake.entry_return r
        join intake.entry e on e.district_id = r.district_id and e.service_month = r.service_month and e.entry_id = r.entry_id
        where r.district_id = @districtId and r.service_month = any(@months) and r.answered_at is null and r.state = 'waiting' and r.provider_id is not null
        group by r.provider_id
        """;

    private readonly DateOnly _today = district.Today(clock);

    private sealed record Count(long ProviderId, int Waiting, DateOnly? FirstDay);

    /// <summary>Nothing of what nobody waits for.</summary>
    public async Task<IReadOnlyList<FoundReminder>> FindAsync(IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var found = new List<FoundReminder>();
        Func<Task<IEnumerable<FoundReminder>>>[] looks =
        [
            () => CountAsync(UnsignedSql, Provider, ReminderKind.Unsigned, cancellationToken),
            () => CountAsync(ReturnedSql, Provider, ReminderKind.Returned, cancellationToken),
            () => DueToFileAsync(cancellationToken),
            () => ExpiringAsync(cancellationToken),
            () => UnansweredAsync(cancellationToken),
        ];
        for (var done = 0; done < looks.Length; done++)
        {
            found.AddRange((await looks[done]()).Where(each => each.Waiting > 0));
            progress.Report(new(done + 1, looks.Length));
        }

        return found;
    }

    private async Task<IEnumerable<FoundReminder>> CountAsync(string sql, string role, string kind, CancellationToken cancellationToken)
    {
        var oldest = _today.AddDays(-district.RulePack.On(_today).FilingLimitDays);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var counts = await connection.QueryAsync<Count>(new CommandDefinition(
            sql,
            new { district.DistrictId, months = MonthName.Between(oldest, _today), codes = WaitingSessions.ForSigning.ToArray() },
            cancellationToken: cancellationToken));
        return counts.Select(count => new FoundReminder(role, count.ProviderId, kind, count.Waiting, count.FirstDay));
    }

    private async Task<IEnumerable<FoundReminder>> DueToFileAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var due = await DueToFile.LoadAsync(connection, district, _today, schools: null, cancellationToken);
        return [new(Clerk, 0, ReminderKind.DueToFile, due.Entries, due.FirstDay)];
    }

    private async Task<IEnumerable<FoundReminder>> ExpiringAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var records = await ExpiringRecords.PageAsync(
            connection, district,
            new(_today, _today.AddDays(ExpiringDays), new(_today.Year, _today.Month, 1), _today) { Limit = MostRecords },
            cancellationToken);
        return
        [
            .. from record in records
               group record by record.Kind into kind
               select new FoundReminder(Clerk, 0, ReminderKind.Expiring + kind.Key, kind.Count(), kind.Min(each => each.LastDay)),
            .. from record in records
               where record.ProviderId is not null
               group record by record.ProviderId!.Value into own
               select new FoundReminder(Provider, own.Key, ReminderKind.OwnPapers, own.Count(), own.Min(each => each.LastDay)),
        ];
    }

    private async Task<IEnumerable<FoundReminder>> UnansweredAsync(CancellationToken cancellationToken)
    {
        var waiting = await WaitingClaims.LoadAsync(database, district, month: null, clock, cancellationToken);
        return [new(Clerk, 0, ReminderKind.Unanswered, waiting.Claims, null), new(Finance, 0, ReminderKind.Unanswered, waiting.Claims, null)];
    }
}

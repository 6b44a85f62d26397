using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Office;

/// <summary>Checks again what rests on one person's records, in the transaction that changed them.</summary>
/// <remarks>One person's records touch few entries, so nobody has to wait for a check of whole months.</remarks>
internal sealed class RestingEntries(NpgsqlTransaction transaction, District district, DateOnly today, ChangeContext change)
{
    /// <summary>Older months are checked in the background.</summary>
    private const int MonthsAtOnce = 13;

    [Sql]
    private const string MonthsOfStudentSql = """
        select distinct service_month
        from intake.entry
        where district_id = @districtId and student_number = @number
        order by service_month desc
        limit 1200
        """;

    [Sql]
    private const string MonthsOfProviderSql = """
        select distinct service_month
        from intake.entry
        where district_id = @districtId and provider_number = @number
        order by service_month desc
        limit 1200
        """;

    /// <param name="of"><c>student</c> or <c>provider</c>.</param>
    /// <param name="affects">Whether a month's entries rest on what changed.</param>
    /// <param name="othersSince">The first day whose sessions of other providers may rest on it too; null: none do.</param>
    /// <param name="reason">Stands with months that are left to be checked.</param>
    public async Task<CheckedAgain> CheckAsync(
        string of, string number, Func<DateOnly, bool> affects, DateOnly? othersSince, string reason, CancellationToken cancellationToken)
    {
        var months = (await transaction.Connection!.QueryAsync<DateOnly>(new CommandDefinition(
            of == "student" ? MonthsOfStudentSql : MonthsOfProviderSql, new { districtId = district.DistrictId, number }, transaction,
            cancellationToken: cancellationToken))).Where(affects).ToList();
        var recheck = new Recheck(transaction, district, today, change.When);
        var changed = new List<VerdictChange>();
        foreach (var month in months.Take(MonthsAtOnce))
        {
            changed.AddRange(await recheck.AgainAsync(month, await EntriesAsync(of, number, month, cancellationToken), cancellationToken));
        }

        var left = months.Skip(MonthsAtOnce).ToList();
        await StaleMonths.MarkAsync(transaction, district.DistrictId, left, reason, change.When, cancellationToken);
        var others = othersSince is { } since
            ? await StaleMonths.MarkSinceAsync(transaction, district.DistrictId, since, reason, change.When, cancellationToken)
            : 0;
        return new(
            AmountOf(changed.Where(each => !each.Before.Billable && each.After.Billable).Select(each => each.After)),
            AmountOf(changed.Where(each => each.Before.Billable && !each.After.Billable).Select(each => each.Before)),
            left.Count + others);
    }

    private static CheckedAgain.Amount AmountOf(IEnumerable<Verdict> verdicts)
    {
        var cents = verdicts.Select(verdict => verdict.ValueCents).ToList();
        return new(cents.Count, cents.Sum());
    }

    private Task<List<Entry>> EntriesAsync(string of, string number, DateOnly month, CancellationToken cancellationToken)
    {
        return of == "student"
            ? EntryReader.MonthOfStudentAsync(transaction, district.DistrictId, month, number, cancellationToken)
            : EntryReader.MonthOfProviderAsync(transaction, district.DistrictId, month, number, cancellationToken);
    }
}

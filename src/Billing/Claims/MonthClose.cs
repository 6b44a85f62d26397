using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Closes a month for billing: what is billable now is frozen and goes out; what is left out is told, with its dollars.</summary>
public sealed class MonthClose(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string CheckedSql = """
        select check_run_id, stale_reason, pack_hash from intake.checked_month where district_id = @districtId and service_month = @month
        """;

    [Sql]
    private const string RunOutSql = """
        select exists (
            select from intake.override_at_work
            where district_id = @districtId and service_month = @month and until < @today)
        """;

    [Sql]
    private const string LastSql = """
        select max(close_number) as close_number, max(check_run_id) as check_run_id
        from billing.month_close
        where district_id = @districtId and service_month = @month
        """;

    [Sql]
    private const string CountsSql = """
        select count(*)::int as entries,
               count(*) filter (where standing = 'billable')::int as billable,
               count(*) filter (where standing = 'billable' and check_run_id > @lastCheckRunId)::int as new_billable,
               coalesce(sum(value_cents) filter (where standing = 'billable'), 0)::bigint as billable_cents,
               coalesce(sum(value_cents) filter (where standing <> 'billable'), 0)::bigint as left_out_cents
        from intake.entry_standing
        where district_id = @districtId and service_month = @month
        """;

    [Sql]
    private const string LeftOutSql = """
        select code, max(severity) as severity, count(*)::int as entries, coalesce(sum(value_cents), 0)::bigint as cents
        from (
            select distinct entry_id, code, severity, value_cents
            from intake.blocking_finding
            where district_id = @districtId and service_month = @month) f
        group by code
        order by cents desc, code
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.month_close
            (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
        values (@districtId, @month, @closeNumber, @at, @by, @checkRunId, @entries, @billable, @billableCents, @leftOutCents)
        """;

    /// <param name="month">First day of the month.</param>
    public async Task<CloseOutcome> CloseAsync(DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var outcome = await CloseAsync(transaction, districtId, month, who, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>The same within a caller's transaction that holds the district's lock.</summary>
    internal async Task<CloseOutcome> CloseAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await WholeMonth.PlanForItAsync(transaction, cancellationToken);
        var of = new { districtId, month };
        var check = await connection.QuerySingleOrDefaultAsync<Checked?>(new CommandDefinition(
            CheckedSql, of, transaction, cancellationToken: cancellationToken));
        if (check is null)
        {
            return new CloseOutcome.NothingLogged();
        }

        if (check.StaleReason is { } reason)
        {
            return new CloseOutcome.Stale(reason);
        }

        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        if (check.PackHash != district.RulePack.Hash)
        {
            return new CloseOutcome.Stale("it was checked under another rule pack");
        }

        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            RunOutSql, new { districtId, month, today = district.Today(clock) }, transaction, cancellationToken: cancellationToken)))
        {
            return new CloseOutcome.Stale("an override has run out");
        }

        var last = await connection.QuerySingleAsync<Last>(new CommandDefinition(LastSql, of, transaction, cancellationToken: cancellationToken));
        var counts = await connection.QuerySingleAsync<Counts>(new CommandDefinition(
            CountsSql, new { districtId, month, lastCheckRunId = last.CheckRunId ?? 0 }, transaction, cancellationToken: cancellationToken));
        var leftOut = await LeftOutAsync(transaction, districtId, month, cancellationToken);
        if (last.CloseNumber is { } closed && counts.NewBillable == 0)
        {
            return new CloseOutcome.NothingToClose(closed, counts.LeftOutCents, leftOut);
        }

        var closeNumber = (last.CloseNumber ?? 0) + 1;
        var change = new ChangeContext(who, clock.GetUtcNow());
        await InsertAsync(transaction, districtId, month, closeNumber, check.CheckRunId, counts, change, cancellationToken);
        return new CloseOutcome.Closed(
            closeNumber, counts.Entries, counts.Billable, counts.NewBillable, counts.BillableCents, counts.LeftOutCents, leftOut);
    }

    /// <summary>What is not billable now, by finding code, the dearest first.</summary>
    internal static async Task<IReadOnlyList<LeftOut>> LeftOutAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<LeftOut>(new CommandDefinition(
            LeftOutSql, new { districtId, month }, transaction, cancellationToken: cancellationToken))];

    private static async Task InsertAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, int closeNumber, long checkRunId, Counts counts, ChangeContext change,
        CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                month,
                closeNumber,
                at = change.When,
                by = change.Who.ToString(),
                checkRunId,
                counts.Entries,
                counts.Billable,
                counts.BillableCents,
                counts.LeftOutCents,
            },
            transaction,
            cancellationToken: cancellationToken));
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "month.closed", "month", MonthName.Of(month), new()
            {
                ["closeNumber"] = closeNumber,
                ["checkRunId"] = checkRunId,
                ["entries"] = counts.Entries,
                ["billable"] = counts.Billable,
                ["billableCents"] = counts.BillableCents,
                ["leftOutCents"] = counts.LeftOutCents,
            }),
            change,
            cancellationToken);
    }

    private sealed record Checked(long CheckRunId, string? StaleReason, string PackHash);

    private sealed record Last(int? CloseNumber, long? CheckRunId);

    private sealed record Counts(int Entries, int Billable, int NewBillable, long BillableCents, long LeftOutCents);
}

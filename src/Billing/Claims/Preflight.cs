using Dapper;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What would go out if the month were closed and its claims built now, what would not, and why.</summary>
/// <remarks>It is the real close and the real build in one transaction that is rolled back: the numbers go back, nothing is left.</remarks>
public sealed class Preflight(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string NearLimitSql = """
        select e.standing, count(*)::int as entries, coalesce(sum(e.value_cents), 0)::bigint as cents, min(e.service_date) as first_date
        from intake.entry_standing e
        where e.district_id = @districtId and e.service_month = @month and e.standing in ('billable', 'rejected')
          and e.service_date between @from and @to
          and not exists (
            select from billing.claim_line_entry x
            where x.district_id = @districtId and x.service_month = @month and x.entry_id = e.entry_id and x.live)
        group by e.standing
        order by e.standing
        """;

    /// <param name="month">First day of the month.</param>
    /// <param name="delayReason">As of the build.</param>
    public async Task<PreflightReport> RunAsync(
        DistrictId districtId, DateOnly month, PayerProfile payer, Actor who, string? delayReason = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var close = await new MonthClose(database, clock).CloseAsync(transaction, districtId, month, who, cancellationToken);
        var leftOut = await MonthClose.LeftOutAsync(transaction, districtId, month, cancellationToken);
        var run = await new ClaimRun(database, clock).BuildAsync(transaction, districtId, month, payer, who, delayReason, cancellationToken);
        var nearLimit = await NearLimitAsync(transaction, districtId, month, cancellationToken);
        var voidsOut = await VoidsOut.OfMonthAsync(connection, districtId, month, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return new(close, run, leftOut, nearLimit, voidsOut);
    }

    private async Task<IReadOnlyList<NearLimit>> NearLimitAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken)
    {
        var district = await District.LoadAsync(transaction.Connection!, districtId, cancellationToken);
        var rules = district.RulePack.On(month);
        var from = district.Today(clock).AddDays(-rules.FilingLimitDays);
        var rows = await transaction.Connection!.QueryAsync<Row>(new CommandDefinition(
            NearLimitSql, new { districtId, month, from, to = from.AddDays(rules.FilingSoonDays) }, transaction, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new NearLimit(row.Standing, row.Entries, row.Cents, row.FirstDate.AddDays(rules.FilingLimitDays)))];
    }

    private sealed record Row(string Standing, int Entries, long Cents, DateOnly FirstDate);
}

/// <summary>A month before it goes out.</summary>
/// <param name="Close">What closing it now would come to; a month that must be checked again is not closed.</param>
/// <param name="Run">What building it after that would come to. Its run, file name and numbers are only what they would be.</param>
/// <param name="LeftOut">Rejected and not billable, by finding code, the dearest first.</param>
/// <param name="NearLimit">Sessions on no claim, whose time to file is nearly over.</param>
/// <param name="VoidsOut">Those of voids that would go out now among them.</param>
public sealed record PreflightReport(
    CloseOutcome Close, ClaimRunOutcome Run, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<NearLimit> NearLimit, VoidsOut VoidsOut);

/// <summary>Sessions of which few days are left within which Medicaid takes a claim (<c>filing.limitDays</c>, <c>filing.soonDays</c> of the pack).</summary>
/// <param name="Standing"><c>billable</c> or <c>rejected</c>.</param>
/// <param name="Cents">What they would bring.</param>
/// <param name="FirstLastDay">The last day to file the oldest of them.</param>
public sealed record NearLimit(string Standing, int Entries, long Cents, DateOnly FirstLastDay);

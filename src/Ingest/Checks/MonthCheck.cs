using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Checks a whole district-month again and writes what changed. Running it twice changes nothing.</summary>
public sealed class MonthCheck(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Why a month is stale whose voided sessions are not those of its last check; as intake.month_to_check says it.</summary>
    public const string ClaimsWereVoided = "claims were voided";

    [Sql]
    private const string IsStaleSql = """
        select exists (
            select from intake.month_to_check
            where district_id = @districtId and service_month = @month and (@reason::text is null or reason = @reason))
        """;

    [Sql]
    private const string StaleSql = """
        select service_month from intake.month_to_check where district_id = @districtId order by service_month limit 1200
        """;

    /// <param name="month">First day of the month.</param>
    public async Task<CheckOutcome> RunAsync(DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken = default) =>
        (await RunAsync(districtId, month, who, onlyIfStale: false, reason: null, cancellationToken))!;

    /// <summary>The same, for workers: null where another one was faster.</summary>
    public Task<CheckOutcome?> RunIfStaleAsync(DistrictId districtId, DateOnly month, Actor who, CancellationToken cancellationToken = default) =>
        RunAsync(districtId, month, who, onlyIfStale: true, reason: null, cancellationToken);

    private async Task<CheckOutcome?> RunAsync(
        DistrictId districtId, DateOnly month, Actor who, bool onlyIfStale, string? reason, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (onlyIfStale && !await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            IsStaleSql, new { districtId, month, reason }, transaction, cancellationToken: cancellationToken)))
        {
            return null;
        }

        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var outcome = await RunAsync(transaction, district, month, new ChangeContext(who, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>The same within a caller's transaction that holds the district's lock.</summary>
    public async Task<CheckOutcome> RunAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, ChangeContext change, CancellationToken cancellationToken)
    {
        var step = Steps.Begin("read");
        var reference = await ReferenceLoader.LoadAsync(transaction.Connection!, district.DistrictId, null, cancellationToken);
        var entries = await EntryReader.MonthAsync(transaction, district.DistrictId, month, cancellationToken);
        step?.Dispose();
        var run = new CheckRun(transaction, district, district.Today(clock), change.When);
        var outcome = await run.RunAsync(month, CheckScope.Month, entries, [], reference, ownTables: null, cancellationToken);
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(district.DistrictId, "month.checked", "month", MonthName.Of(month), new()
            {
                ["checkRunId"] = outcome.CheckRunId,
                ["entries"] = outcome.Entries,
                ["verdictsChanged"] = outcome.VerdictsChanged,
            }),
            change,
            cancellationToken);
        return outcome;
    }

    /// <summary>
    /// Checks again each month of which sessions were voided, or are voided no more: a void may leave a ride without a service beside it,
    /// or room under a cap. Whoever built or withdrew claims, or heard of a void, asks for it; the worker's sweep finds what was not asked for.
    /// </summary>
    public async Task<IReadOnlyList<(DateOnly Month, CheckOutcome Outcome)>> RunWhereClaimsWereVoidedAsync(
        DistrictId districtId, Actor who, CancellationToken cancellationToken = default)
    {
        var done = new List<(DateOnly, CheckOutcome)>();
        foreach (var month in await StaleMonthsAsync(districtId, cancellationToken))
        {
            if (await RunAsync(districtId, month, who, onlyIfStale: true, ClaimsWereVoided, cancellationToken) is { } outcome)
            {
                done.Add((month, outcome));
            }
        }

        return done;
    }

    /// <summary>Months whose reference data, or earlier sessions, changed since they were last checked.</summary>
    public async Task<IReadOnlyList<DateOnly>> StaleMonthsAsync(DistrictId districtId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<DateOnly>(new CommandDefinition(StaleSql, new { districtId }, cancellationToken: cancellationToken))];
    }
}

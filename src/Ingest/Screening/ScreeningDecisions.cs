using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Office;
using Npgsql;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>What a person makes of matches by name: the list may mean the provider, or somebody of the same name.</summary>
public sealed class ScreeningDecisions(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Names that many providers share do not come by the hundred; a list that matches so many was made for another purpose.</summary>
    private const int ListLimit = 1000;

    [Sql]
    private const string ListSql = """
        select p.provider_number, m.standing, m.matched_by, m.listed_name, m.listed_birth_date, m.exclusion_type, m.excluded_from, m.excluded_to,
               m.line_number
        from intake.standing_match m
        join intake.provider p on p.district_id = m.district_id and p.provider_id = m.provider_id
        where m.district_id = @districtId and m.service_month = @month
        order by p.provider_number, m.line_number
        limit @limit
        """;

    [Sql]
    private const string ToDecideSql = """
        select m.provider_id, m.record_hash
        from intake.standing_match m
        join intake.provider p on p.district_id = m.district_id and p.provider_id = m.provider_id
        where m.district_id = @districtId and m.service_month = @month and p.provider_number = @providerNumber
          and m.matched_by <> 'npi' and m.standing <> @decision
        """;

    [Sql]
    private const string DecideSql = """
        insert into intake.screening_decision
            (district_id, provider_id, record_hash, decision_number, decision, reason, decided_at, decided_by)
        select @districtId, @providerId, @recordHash, 1 + count(*), @decision, @reason, @at, @by
        from intake.screening_decision
        where district_id = @districtId and provider_id = @providerId and record_hash = @recordHash
        """;

    /// <summary>A decision about a record holds in every month whose list has that record.</summary>
    [Sql]
    private const string MonthsSql = """
        select distinct service_month
        from intake.screening_match
        where district_id = @districtId and provider_id = @providerId and record_hash = any(@recordHashes)
        """;

    /// <summary>What the month's last screening matched, decided or not.</summary>
    /// <param name="month">First day of the month.</param>
    public async Task<IReadOnlyList<ListedMatch>> ListAsync(DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<ListedMatch>(new CommandDefinition(
            ListSql, new { districtId, month, limit = ListLimit }, cancellationToken: cancellationToken))];
    }

    /// <summary>Decides all matches by name that the month's last screening has for a provider.</summary>
    /// <param name="excluded">The list means this provider; otherwise somebody else.</param>
    /// <param name="reason">What was found out, and how; the audit trail keeps it.</param>
    public async Task<DecisionOutcome> DecideAsync(
        DistrictId districtId, DateOnly month, string providerNumber, bool excluded, string reason, Actor who,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new DecisionOutcome.Refused("A decision needs a reason: what was found out, and how.");
        }

        var decision = excluded ? "excluded" : "clear";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var records = (await connection.QueryAsync<Undecided>(new CommandDefinition(
            ToDecideSql, new { districtId, month, providerNumber, decision }, transaction, cancellationToken: cancellationToken))).AsList();
        if (records.Count == 0)
        {
            return new DecisionOutcome.Refused(
                $"The last screening of {MonthName.Of(month)} has no match by name of this provider that is not {decision} already. "
                + "A match by NPI is not decided: correct the provider's NPI if it is wrong, and screen again.");
        }

        var change = new ChangeContext(who, clock.GetUtcNow(), reason);
        await RecordAsync(transaction, districtId, month, records, decision, change, cancellationToken);
        var entries = await CheckAsync(transaction, districtId, providerNumber, records, change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DecisionOutcome.Decided(records.Count, entries);
    }

    private static async Task RecordAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, List<Undecided> records, string decision, ChangeContext change,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        foreach (var (providerId, recordHash) in records)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                DecideSql,
                new { districtId, providerId, recordHash, decision, reason = change.Why, at = change.When, by = change.Who.ToString() },
                transaction,
                cancellationToken: cancellationToken));
        }

        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "screening.decided", "provider", records[0].ProviderId.ToString(CultureInfo.InvariantCulture), new()
            {
                ["month"] = MonthName.Of(month),
                ["decision"] = decision,
                ["records"] = records.Count,
            }),
            change,
            cancellationToken);
    }

    private async Task<CheckedAgain> CheckAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string providerNumber, List<Undecided> records, ChangeContext change,
        CancellationToken cancellationToken)
    {
        var district = await District.LoadAsync(transaction.Connection!, districtId, cancellationToken);
        var months = (await transaction.Connection!.QueryAsync<DateOnly>(new CommandDefinition(
            MonthsSql,
            new { districtId, providerId = records[0].ProviderId, recordHashes = records.Select(record => record.RecordHash).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToHashSet();
        return await new RestingEntries(transaction, district, district.Today(clock), change).CheckAsync(
            "provider", providerNumber, months.Contains, othersSince: null, "screening decided", cancellationToken);
    }

    private sealed record Undecided(long ProviderId, Guid RecordHash);
}

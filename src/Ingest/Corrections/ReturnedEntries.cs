using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>An entry that the office returned to its provider, and that waits for a correction, a signature or an answer.</summary>
/// <param name="Comment">What the office asks.</param>
/// <param name="ReturnedBy">The user's name.</param>
public sealed record ReturnedEntry(
    long EntryId, int Version, long DecisionId, DateOnly ServiceDate, TimeOnly? StartTime, TimeOnly? EndTime, string Service, string StudentNumber, long? StudentId,
    string Comment, DateTime ReturnedAt, string ReturnedBy);

/// <summary>The provider's side of a return: what waits for her, and her answer.</summary>
public sealed class ReturnedEntries(NpgsqlDataSource database)
{
    /// <summary>As many as a page shows, the oldest return first.</summary>
    public const int Most = 100;

    [Sql]
    private const string OfProviderSql = """
        select r.entry_id, e.version, r.decision_id, e.service_date, e.start_time, e.end_time, e.service, e.student_number, e.student_id,
               r.comment, r.returned_at, coalesce(u.display_name, r.returned_by) as returned_by
        from intake.entry_return r
        join intake.entry e on e.district_id = r.district_id and e.service_month = r.service_month and e.entry_id = r.entry_id
        left join ops.user_account u on u.district_id = r.district_id and 'user:' || u.user_id = r.returned_by
        where r.district_id = @districtId and r.provider_id = @providerId and r.answered_at is null and r.state = 'waiting'
        order by r.decision_id
        limit @limit
        """;

    [Sql]
    private const string AnswerSql = """
        update intake.entry_decision d
        set ended_at = @at, ended_by = @by, ended_as = 'answered', end_note = @answer
        from intake.entry e
        where d.district_id = @districtId and d.decision_id = @decisionId and d.kind = 'return' and d.ended_at is null
          and e.district_id = d.district_id and e.entry_id = d.entry_id and e.provider_id = @providerId
        returning d.entry_id
        """;

    /// <summary>What waits for the provider, over all months.</summary>
    public static async Task<IReadOnlyList<ReturnedEntry>> OfProviderAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ReturnedEntry>(new CommandDefinition(
            OfProviderSql, new { districtId, providerId, limit = Most }, cancellationToken: cancellationToken))];

    /// <summary>Answers a return; the entry is with the office again. What is wrong in it a provider corrects or signs instead: that ends a return too.</summary>
    /// <param name="providerId">Whose session it must be.</param>
    /// <param name="change">Who and when; the answer, of 1 to <see cref="EntryDecision.MostReasonCharacters"/>, is its reason.</param>
    /// <returns>False where no return of that number waits for this provider; nothing was written.</returns>
    public async Task<bool> AnswerAsync(
        DistrictId districtId, long providerId, long decisionId, ChangeContext change, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(change.Why);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(change.Why.Length, EntryDecision.MostReasonCharacters);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var of = new { districtId, providerId, decisionId, at = change.When, by = change.Who.ToString(), answer = change.Why };
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(AnswerSql, of, transaction, cancellationToken: cancellationToken)) is not { } entryId)
        {
            return false;
        }

        await AuditTrail.AppendAsync(
            transaction,
            new(districtId, "entry.answered", "entry", entryId.ToString(CultureInfo.InvariantCulture), new JsonObject { ["decision"] = decisionId }),
            change,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}

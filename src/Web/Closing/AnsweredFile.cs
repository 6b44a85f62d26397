using Dapper;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Closing;

/// <summary>A file that a payer sent, with what it says of our files and claims. No student is in it.</summary>
/// <param name="Runs">Of files and batches of ours.</param>
/// <param name="Claims">Of claims: how many have the same verdict for the same reasons, the most first.</param>
public sealed record AnsweredFile(ReceivedFile File, IReadOnlyList<RunVerdict> Runs, IReadOnlyList<ClaimVerdicts> Claims)
{
    /// <summary>As many of each as the page lists.</summary>
    public const int Most = 200;

    [Sql]
    private const string RunsSql = """
        select a.kind, a.verdict, a.codes, a.transaction_number, a.claim_run_id, r.file_name
        from billing.run_answer a
        left join billing.claim_run r on r.district_id = a.district_id and r.claim_run_id = a.claim_run_id
        where a.district_id = @districtId and a.response_file_id = @responseFileId
        order by a.ordinal
        limit @limit
        """;

    [Sql]
    private const string ClaimsSql = """
        select verdict, codes, count(*)::int as claims, count(*) filter (where claim_id is null)::int as unmatched
        from billing.claim_answer
        where district_id = @districtId and response_file_id = @responseFileId
        group by verdict, codes
        order by claims desc, verdict, codes
        limit @limit
        """;

    /// <summary>Null where the district has no such file.</summary>
    public static async Task<AnsweredFile?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long responseFileId, CancellationToken cancellationToken)
    {
        if (await ReceivedFile.FindAsync(connection, districtId, responseFileId, cancellationToken) is not { } file)
        {
            return null;
        }

        var of = new { districtId, responseFileId, limit = Most };
        return new(
            file,
            [.. await connection.QueryAsync<RunVerdict>(new CommandDefinition(RunsSql, of, cancellationToken: cancellationToken))],
            [.. await connection.QueryAsync<ClaimVerdicts>(new CommandDefinition(ClaimsSql, of, cancellationToken: cancellationToken))]);
    }
}

/// <param name="Kind">TA1, 999 or 277CA.</param>
/// <param name="TransactionNumber">Null: it speaks of the whole file.</param>
/// <param name="ClaimRunId">Null: no file of ours has that number.</param>
public sealed record RunVerdict(string Kind, string Verdict, string Codes, int? TransactionNumber, long? ClaimRunId, string? FileName);

/// <param name="Unmatched">Of the claims, those that are none of ours.</param>
public sealed record ClaimVerdicts(string Verdict, string Codes, int Claims, int Unmatched);

using Dapper;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Writes a run's file again from its stored claims: the same bytes, whatever has changed since.</summary>
public sealed class ClaimRebuild(NpgsqlDataSource database)
{
    [Sql]
    private const string RunSql = """
        select terms::text as terms, built_at, control_number, sha256
        from billing.claim_run
        where district_id = @districtId and claim_run_id = @claimRunId
        """;

    /// <summary>Writes the file. The stream is neither closed nor flushed.</summary>
    /// <returns>The hash that the run's file has in the store; what was written has the same.</returns>
    /// <exception cref="InvalidOperationException">The district has no such run, or its claims are no longer those of the file.</exception>
    public async Task<FileHash> RebuildAsync(
        DistrictId districtId, long claimRunId, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var run = await connection.QuerySingleAsync<RunRow>(new CommandDefinition(
            RunSql, new { districtId, claimRunId }, cancellationToken: cancellationToken));
        var model = new ClaimFileModel(FileTerms.Parse(run.Terms), claimRunId, run.ControlNumber, run.BuiltAt);
        var file = new File837P(output, model.Envelope);
        var claims = new List<BilledClaim>();
        await foreach (var claim in StoredClaims.OfRunAsync(connection, districtId, claimRunId, cancellationToken))
        {
            if (claims.Count > 0 && claims[^1].TransactionNumber != claim.TransactionNumber)
            {
                Write(file, model, claims, claimRunId);
                claims.Clear();
            }

            claims.Add(claim);
        }

        Write(file, model, claims, claimRunId);
        file.Close();
        return run.Sha256;
    }

    private static void Write(File837P file, ClaimFileModel model, List<BilledClaim> claims, long claimRunId)
    {
        var part = model.PartOf(claims[0].TransactionNumber, claims);
        file.Add(Validated837P.TryCreate(part.Interchange, model.Validation, out var findings)
            ?? throw new InvalidOperationException($"The stored claims of run {claimRunId} are not those of its file: {findings[0]}."));
    }

    private sealed record RunRow(string Terms, DateTimeOffset BuiltAt, int ControlNumber, FileHash Sha256);
}

using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;
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

    [Sql]
    private const string LinesSql = """
        select c.claim_id, c.transaction_number, c.student_id, c.place, c.diagnoses, c.provider_id,
               c.student_last_name, c.student_first_name, c.student_middle_name, c.birth_date, c.sex, c.medicaid_id,
               c.street, c.city, c.state_code, c.postal_code, c.medical_record_number,
               c.rendering_npi, c.rendering_last_name, c.rendering_first_name, c.rendering_taxonomy, c.rendering_payer_id,
               c.prior_authorization, c.delay_reason, c.other_payers::text as other_payers,
               l.service_date, l.procedure, l.modifiers, l.place, l.minutes, l.units_milli, l.charge_cents,
               l.ordering_npi, l.ordering_last_name, l.ordering_first_name,
               l.supervising_npi, l.supervising_last_name, l.supervising_first_name
        from billing.claim c
        join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        where c.district_id = @districtId and c.claim_run_id = @claimRunId
        order by c.claim_id, l.line_number
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
        await foreach (var claims in TransactionsAsync(connection, districtId, claimRunId, cancellationToken))
        {
            var part = model.PartOf(claims[0].TransactionNumber, claims);
            file.Add(Validated837P.TryCreate(part.Interchange, model.Validation, out var findings)
                ?? throw new InvalidOperationException($"The stored claims of run {claimRunId} are not those of its file: {findings[0]}."));
        }

        file.Close();
        return run.Sha256;
    }

    private static async IAsyncEnumerable<List<BilledClaim>> TransactionsAsync(
        NpgsqlConnection connection, DistrictId districtId, long claimRunId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LinesSql, connection);
        command.Parameters.AddWithValue("districtId", districtId.Value);
        command.Parameters.AddWithValue("claimRunId", claimRunId);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var transaction = new List<BilledClaim>();
        var lines = new List<BilledLine>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var claim = ReadClaim(reader);
            if (transaction.Count > 0 && transaction[^1].ClaimId == claim.ClaimId)
            {
                lines.Add(ReadLine(reader));
                continue;
            }

            if (transaction.Count > 0 && transaction[^1].TransactionNumber != claim.TransactionNumber)
            {
                yield return transaction;
                transaction = [];
            }

            lines = [ReadLine(reader)];
            transaction.Add(claim with { Lines = lines });
        }

        if (transaction.Count > 0)
        {
            yield return transaction;
        }
    }

    private static BilledClaim ReadClaim(NpgsqlDataReader row)
    {
        var claim = new BilledClaim
        {
            ClaimId = row.GetInt64(0),
            TransactionNumber = row.GetInt32(1),
            StudentId = row.GetInt64(2),
            Place = row.GetString(3),
            Diagnoses = row.GetString(4),
            ProviderId = row.IsDBNull(5) ? null : row.GetInt64(5),
            Student = new(
                LastName: row.GetString(6),
                FirstName: row.GetString(7),
                MiddleName: Text(row, 8),
                BirthDate: row.GetFieldValue<DateOnly>(9),
                Sex: row.GetString(10),
                MedicaidId: row.GetString(11),
                Street: row.GetString(12),
                City: row.GetString(13),
                StateCode: row.GetString(14),
                PostalCode: row.GetString(15),
                MedicalRecordNumber: Text(row, 16)),
            Lines = [],
        };
        var rendering = Person.Read(row, 17);
        return claim with
        {
            Rendering = rendering is null ? null : rendering with { Taxonomy = Text(row, 20), PayerId = Text(row, 21) },
            PriorAuthorization = Text(row, 22),
            DelayReason = Text(row, 23),
            PriorPayers = PriorDecisions.Parse(Text(row, 24)),
        };
    }

    private static BilledLine ReadLine(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateOnly>(25),
        row.GetString(26),
        row.GetString(27),
        row.GetString(28),
        row.GetInt32(29),
        ServiceUnits.OfMilliunits(row.GetInt64(30)),
        row.GetInt64(31),
        Person.Read(row, 32),
        Person.Read(row, 35),
        Entries: []);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record RunRow(string Terms, DateTimeOffset BuiltAt, int ControlNumber, FileHash Sha256);
}

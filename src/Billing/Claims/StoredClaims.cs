using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Claims as they went out, read back with all that their file said of them; of sessions they know nothing.</summary>
internal static class StoredClaims
{
    private const string Columns = """
        select c.claim_id, c.transaction_number, c.student_id, c.place, c.diagnoses, c.provider_id,
               c.student_last_name, c.student_first_name, c.student_middle_name, c.birth_date, c.sex, c.medicaid_id,
               c.street, c.city, c.state_code, c.postal_code, c.medical_record_number,
               c.rendering_npi, c.rendering_last_name, c.rendering_first_name, c.rendering_taxonomy, c.rendering_payer_id,
               c.prior_authorization, c.delay_reason, c.other_payers, c.frequency, c.replaces_claim_id, c.payer_claim_number,
               l.service_date, l.procedure, l.modifiers, l.place, l.minutes, l.units_milli, l.charge_cents,
               l.ordering_npi, l.ordering_last_name, l.ordering_first_name,
               l.supervising_npi, l.supervising_last_name, l.supervising_first_name
        from billing.claim c
        join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        where c.district_id = @districtId
        """;

    [Sql]
    private const string OfRunSql = Columns + """

          and c.claim_run_id = @claimRunId
        order by c.claim_id, l.line_number
        """;

    [Sql]
    private const string OfIdsSql = Columns + """

          and c.claim_id = any(@claimIds)
        order by c.student_id, c.claim_id, l.line_number
        """;

    private const int FirstLineColumn = 28;

    /// <summary>The claims of a run, in the order of its file.</summary>
    public static IAsyncEnumerable<BilledClaim> OfRunAsync(
        NpgsqlConnection connection, DistrictId districtId, long claimRunId, CancellationToken cancellationToken) =>
        ReadAsync(connection, OfRunSql, districtId, new NpgsqlParameter<long>("claimRunId", claimRunId), cancellationToken);

    /// <summary>Claims of any runs, those of a student together.</summary>
    public static IAsyncEnumerable<BilledClaim> OfIdsAsync(
        NpgsqlConnection connection, DistrictId districtId, long[] claimIds, CancellationToken cancellationToken) =>
        ReadAsync(connection, OfIdsSql, districtId, new NpgsqlParameter<long[]>("claimIds", claimIds), cancellationToken);

    private static async IAsyncEnumerable<BilledClaim> ReadAsync(
        NpgsqlConnection connection, string sql, DistrictId districtId, NpgsqlParameter which, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("districtId", districtId.Value);
        command.Parameters.Add(which);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        BilledClaim? claim = null;
        var lines = new List<BilledLine>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var next = ReadClaim(reader);
            if (claim is not null && claim.ClaimId != next.ClaimId)
            {
                yield return claim with { Lines = lines };
                lines = [];
            }

            claim = next;
            lines.Add(ReadLine(reader));
        }

        if (claim is not null)
        {
            yield return claim with { Lines = lines };
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
            Frequency = (ClaimFrequency)int.Parse(row.GetString(25), CultureInfo.InvariantCulture),
            InPlaceOf = row.IsDBNull(26) ? null : row.GetInt64(26),
            PayerClaimNumber = Text(row, 27),
        };
    }

    private static BilledLine ReadLine(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateOnly>(FirstLineColumn),
        row.GetString(FirstLineColumn + 1),
        row.GetString(FirstLineColumn + 2),
        row.GetString(FirstLineColumn + 3),
        row.GetInt32(FirstLineColumn + 4),
        ServiceUnits.OfMilliunits(row.GetInt64(FirstLineColumn + 5)),
        row.GetInt64(FirstLineColumn + 6),
        Person.Read(row, FirstLineColumn + 7),
        Person.Read(row, FirstLineColumn + 10),
        Entries: []);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

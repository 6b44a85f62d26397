using System.Globalization;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Rows of the three claim tables, encoded as their claims are made: what waits for the store is bytes, not objects.</summary>
internal sealed class ClaimRows(DistrictId districtId, long claimRunId, DateOnly month)
{
    private const short ClaimColumns = 32;
    private const short LineColumns = 16;
    private const short EntryColumns = 7;

    [Sql]
    private const string ClaimsSql = """
        copy billing.claim
            (district_id, claim_id, claim_run_id, transaction_number, claim_number, frequency, place, diagnoses, charge_cents,
             student_id, student_last_name, student_first_name, student_middle_name, birth_date, sex, medicaid_id, street, city, state_code,
             postal_code, provider_id, rendering_npi, rendering_last_name, rendering_first_name, rendering_taxonomy, rendering_payer_id,
             prior_authorization, delay_reason, medical_record_number, other_payers, replaces_claim_id,
             payer_claim_number)
        from stdin (format binary)
        """;

    [Sql]
    private const string LinesSql = """
        copy billing.claim_line
            (district_id, claim_id, line_number, service_date, procedure, modifiers, place, minutes, units_milli, charge_cents,
             ordering_npi, ordering_last_name, ordering_first_name, supervising_npi, supervising_last_name, supervising_first_name)
        from stdin (format binary)
        """;

    [Sql]
    private const string EntriesSql = """
        copy billing.claim_line_entry (district_id, claim_id, line_number, service_month, entry_id, entry_version, charge_cents)
        from stdin (format binary)
        """;

    private readonly CopyRows _claims = new();
    private readonly CopyRows _lines = new();
    private readonly CopyRows _entries = new();
    private readonly List<BilledClaim> _inPlaceOfOthers = [];

    /// <summary>How many lines wait.</summary>
    public int Lines { get; private set; }

    /// <param name="claims">Numbered.</param>
    public void Add(IReadOnlyList<BilledClaim> claims)
    {
        foreach (var claim in claims)
        {
            WriteClaim(_claims, claim);
            for (var i = 0; i < claim.Lines.Count; i++)
            {
                Add(claim, i + 1, claim.Lines[i]);
            }

            if (claim.InPlaceOf is not null)
            {
                _inPlaceOfOthers.Add(claim);
            }
        }
    }

    /// <summary>Stores what was added and is ready for more.</summary>
    public async Task StoreAsync(NpgsqlTransaction transaction, WaitingDecisions decisions, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await decisions.CarryOutAsync(transaction, districtId, claimRunId, _inPlaceOfOthers, cancellationToken);
        await BulkCopy.WriteAsync(connection, ClaimsSql, _claims, cancellationToken);
        await BulkCopy.WriteAsync(connection, LinesSql, _lines, cancellationToken);
        await BulkCopy.WriteAsync(connection, EntriesSql, _entries, cancellationToken);
        _claims.Clear();
        _lines.Clear();
        _entries.Clear();
        _inPlaceOfOthers.Clear();
        Lines = 0;
    }

    private void Add(BilledClaim claim, int lineNumber, BilledLine line)
    {
        WriteLine(_lines, claim, lineNumber, line);
        foreach (var entry in line.Entries)
        {
            WriteEntry(_entries, claim, lineNumber, entry);
        }

        Lines++;
    }

    private void WriteClaim(CopyRows row, BilledClaim claim)
    {
        var student = claim.Student;
        row.Begin(ClaimColumns);
        row.Write(districtId.Value);
        row.Write(claim.ClaimId);
        row.Write(claimRunId);
        row.Write(claim.TransactionNumber);
        row.Write(claim.Number(districtId).ToString());
        row.Write(((int)claim.Frequency).ToString(CultureInfo.InvariantCulture));
        row.Write(claim.Place);
        row.Write(claim.Diagnoses);
        row.Write(claim.ChargeCents);
        row.Write(claim.StudentId);
        row.Write(student.LastName);
        row.Write(student.FirstName);
        row.Write(student.MiddleName);
        row.Write(student.BirthDate);
        row.Write(student.Sex);
        row.Write(student.MedicaidId);
        row.Write(student.Street);
        row.Write(student.City);
        row.Write(student.StateCode);
        row.Write(student.PostalCode);
        row.Write(claim.ProviderId);
        WritePerson(row, claim.Rendering);
        row.Write(claim.Rendering?.Taxonomy);
        row.Write(claim.Rendering?.PayerId);
        row.Write(claim.PriorAuthorization);
        row.Write(claim.DelayReason);
        row.Write(student.MedicalRecordNumber);
        row.WriteJson(PriorDecisions.ToJson(claim.PriorPayers));
        row.Write(claim.ReplacesClaimId);
        row.Write(claim.PayerClaimNumber);
    }

    private void WriteLine(CopyRows row, BilledClaim claim, int lineNumber, BilledLine line)
    {
        row.Begin(LineColumns);
        row.Write(districtId.Value);
        row.Write(claim.ClaimId);
        row.Write(lineNumber);
        row.Write(line.Date);
        row.Write(line.Procedure);
        row.Write(line.Modifiers);
        row.Write(line.Place);
        row.Write(line.Minutes);
        row.Write(line.Units.Milliunits);
        row.Write(line.ChargeCents);
        WritePerson(row, line.Ordering);
        WritePerson(row, line.Supervising);
    }

    private void WriteEntry(CopyRows row, BilledClaim claim, int lineNumber, BilledEntry billed)
    {
        row.Begin(EntryColumns);
        row.Write(districtId.Value);
        row.Write(claim.ClaimId);
        row.Write(lineNumber);
        row.Write(month);
        row.Write(billed.Entry.EntryId);
        row.Write(billed.Entry.Version);
        row.Write(billed.ChargeCents);
    }

    /// <summary>NPI, last name, first name.</summary>
    private static void WritePerson(CopyRows row, Person? person)
    {
        row.Write(person?.Npi);
        row.Write(person?.LastName);
        row.Write(person?.FirstName);
    }
}

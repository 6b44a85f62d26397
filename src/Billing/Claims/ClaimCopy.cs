using System.Globalization;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;
using NpgsqlTypes;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Copies numbered claims into the store, a transaction's worth at a time.</summary>
internal static class ClaimCopy
{
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

    public static async Task WriteAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long claimRunId, DateOnly month, IReadOnlyList<BilledClaim> claims,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await using (var copy = await connection.BeginBinaryImportAsync(ClaimsSql, cancellationToken))
        {
            foreach (var claim in claims)
            {
                WriteClaim(copy, districtId, claimRunId, claim);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using (var copy = await connection.BeginBinaryImportAsync(LinesSql, cancellationToken))
        {
            foreach (var claim in claims)
            {
                WriteLines(copy, districtId, claim);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using (var copy = await connection.BeginBinaryImportAsync(EntriesSql, cancellationToken))
        {
            foreach (var claim in claims)
            {
                WriteEntries(copy, districtId, month, claim);
            }

            await copy.CompleteAsync(cancellationToken);
        }
    }

    private static void WriteClaim(NpgsqlBinaryImporter copy, DistrictId districtId, long claimRunId, BilledClaim claim)
    {
        var student = claim.Student;
        copy.StartRow();
        copy.Write(districtId.Value, NpgsqlDbType.Integer);
        copy.Write(claim.ClaimId, NpgsqlDbType.Bigint);
        copy.Write(claimRunId, NpgsqlDbType.Bigint);
        copy.Write(claim.TransactionNumber, NpgsqlDbType.Integer);
        copy.Write(claim.Number(districtId).ToString(), NpgsqlDbType.Text);
        copy.Write(((int)claim.Frequency).ToString(CultureInfo.InvariantCulture), NpgsqlDbType.Text);
        copy.Write(claim.Place, NpgsqlDbType.Text);
        copy.Write(claim.Diagnoses, NpgsqlDbType.Text);
        copy.Write(claim.ChargeCents, NpgsqlDbType.Bigint);
        copy.Write(claim.StudentId, NpgsqlDbType.Bigint);
        copy.Write(student.LastName, NpgsqlDbType.Text);
        copy.Write(student.FirstName, NpgsqlDbType.Text);
        WriteText(copy, student.MiddleName);
        copy.Write(student.BirthDate, NpgsqlDbType.Date);
        copy.Write(student.Sex, NpgsqlDbType.Text);
        copy.Write(student.MedicaidId, NpgsqlDbType.Text);
        copy.Write(student.Street, NpgsqlDbType.Text);
        copy.Write(student.City, NpgsqlDbType.Text);
        copy.Write(student.StateCode, NpgsqlDbType.Text);
        copy.Write(student.PostalCode, NpgsqlDbType.Text);
        WriteId(copy, claim.ProviderId);
        WritePerson(copy, claim.Rendering);
        WriteText(copy, claim.Rendering?.Taxonomy);
        WriteText(copy, claim.Rendering?.PayerId);
        WriteText(copy, claim.PriorAuthorization);
        WriteText(copy, claim.DelayReason);
        WriteText(copy, student.MedicalRecordNumber);
        WriteText(copy, PriorDecisions.ToJson(claim.PriorPayers), NpgsqlDbType.Jsonb);
        WriteId(copy, claim.ReplacesClaimId);
        WriteText(copy, claim.PayerClaimNumber);
    }

    private static void WriteLines(NpgsqlBinaryImporter copy, DistrictId districtId, BilledClaim claim)
    {
        for (var i = 0; i < claim.Lines.Count; i++)
        {
            var line = claim.Lines[i];
            copy.StartRow();
            copy.Write(districtId.Value, NpgsqlDbType.Integer);
            copy.Write(claim.ClaimId, NpgsqlDbType.Bigint);
            copy.Write(i + 1, NpgsqlDbType.Integer);
            copy.Write(line.Date, NpgsqlDbType.Date);
            copy.Write(line.Procedure, NpgsqlDbType.Text);
            copy.Write(line.Modifiers, NpgsqlDbType.Text);
            copy.Write(line.Place, NpgsqlDbType.Text);
            copy.Write(line.Minutes, NpgsqlDbType.Integer);
            copy.Write(line.Units.Milliunits, NpgsqlDbType.Bigint);
            copy.Write(line.ChargeCents, NpgsqlDbType.Bigint);
            WritePerson(copy, line.Ordering);
            WritePerson(copy, line.Supervising);
        }
    }

    private static void WriteEntries(NpgsqlBinaryImporter copy, DistrictId districtId, DateOnly month, BilledClaim claim)
    {
        for (var i = 0; i < claim.Lines.Count; i++)
        {
            foreach (var (entry, chargeCents) in claim.Lines[i].Entries)
            {
                copy.StartRow();
                copy.Write(districtId.Value, NpgsqlDbType.Integer);
                copy.Write(claim.ClaimId, NpgsqlDbType.Bigint);
                copy.Write(i + 1, NpgsqlDbType.Integer);
                copy.Write(month, NpgsqlDbType.Date);
                copy.Write(entry.EntryId, NpgsqlDbType.Bigint);
                copy.Write(entry.Version, NpgsqlDbType.Integer);
                copy.Write(chargeCents, NpgsqlDbType.Bigint);
            }
        }
    }

    /// <summary>NPI, last name, first name.</summary>
    private static void WritePerson(NpgsqlBinaryImporter copy, Person? person)
    {
        WriteText(copy, person?.Npi);
        WriteText(copy, person?.LastName);
        WriteText(copy, person?.FirstName);
    }

    private static void WriteId(NpgsqlBinaryImporter copy, long? id)
    {
        if (id is { } known)
        {
            copy.Write(known, NpgsqlDbType.Bigint);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private static void WriteText(NpgsqlBinaryImporter copy, string? text, NpgsqlDbType type = NpgsqlDbType.Text)
    {
        if (text is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(text, type);
        }
    }
}

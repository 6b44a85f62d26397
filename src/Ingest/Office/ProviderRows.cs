using MedicaidLogs.Core.Database;
using Npgsql;

namespace MedicaidLogs.Ingest.Office;

/// <summary>A provider as a providers file has one: such a file replaces the credentials on file, so each of them has a row.</summary>
internal static class ProviderRows
{
    private const int Most = 500;

    private static readonly string[] _columns =
    [
        "provider_number", "last_name", "first_name", "npi", "taxonomy", "employed_from", "employed_to", "medicaid_from", "medicaid_to", "screened_on",
        "birth_date", "background_checked_on", "federal_from", "federal_to", "credential", "license_number", "valid_from", "valid_to", "supervisor_number",
    ];

    /// <summary>In the order of the columns; days as files have them. A provider without credentials has one row, whose last five are null.</summary>
    [Sql]
    private const string RowsSql = """
        select p.provider_number, p.last_name, p.first_name, p.npi, p.taxonomy, p.employed_from::text, p.employed_to::text, p.medicaid_from::text,
               p.medicaid_to::text, p.screened_on::text, p.birth_date::text, p.background_checked_on::text, p.federal_from::text, p.federal_to::text,
               c.credential, c.license_number, c.valid_from::text, c.valid_to::text, c.supervisor_number
        from intake.provider p
        left join intake.credential c on c.district_id = p.district_id and c.provider_id = p.provider_id
        where p.district_id = @districtId and p.provider_id = @providerId
        order by c.valid_from, c.credential
        limit @limit
        """;

    private static int Credential => Array.IndexOf(_columns, "credential");

    private static int ValidFrom => Array.IndexOf(_columns, "valid_from");

    /// <summary>The header, the provider's rows, and the licence's in place of one of the same credential and first day.</summary>
    public static async Task<IReadOnlyList<string[]>> WithAsync(OfficeSubject subject, OfficeRecord.Licence licence, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RowsSql, subject.Transaction.Connection, subject.Transaction);
        command.Parameters.AddWithValue("districtId", subject.DistrictId.Value);
        command.Parameters.AddWithValue("providerId", subject.Id);
        command.Parameters.AddWithValue("limit", Most);
        var rows = await FileRow.ReadAsync(command, _columns.Length, cancellationToken);
        var person = rows[0][..Credential];
        string[] added =
            [.. person, licence.Credential, licence.LicenseNumber, OfficeRecord.Text(licence.From), OfficeRecord.Text(licence.To), licence.SupervisorNumber];
        var others = rows.Where(row =>
            row[Credential].Length > 0 && (row[Credential], row[ValidFrom]) != (added[Credential], added[ValidFrom]));
        return [_columns, .. others, added];
    }
}

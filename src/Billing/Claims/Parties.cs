using System.Data.Common;
using Dapper;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A practitioner as a claim names one.</summary>
/// <param name="Taxonomy">Only of rendering providers.</param>
/// <param name="PayerId">REF*G2: the payer's own number, only of rendering providers.</param>
internal sealed record Person(string? Npi, string LastName, string? FirstName, string? Taxonomy = null, string? PayerId = null)
{
    /// <summary>Reads NPI, last and first name from three columns; null where there is neither NPI nor name.</summary>
    public static Person? Read(DbDataReader row, int column)
    {
        var npi = row.IsDBNull(column) ? null : row.GetString(column);
        var lastName = row.IsDBNull(column + 1) ? null : row.GetString(column + 1);
        var firstName = row.IsDBNull(column + 2) ? null : row.GetString(column + 2);
        return npi is null && lastName is null ? null : new Person(npi, lastName ?? "", firstName);
    }
}

/// <summary>A student as a claim names one. What is missing the 837P rules find.</summary>
/// <param name="MedicalRecordNumber">REF*EA, where the payer wants it: the district's number of the student.</param>
internal sealed record Member(
    string LastName,
    string FirstName,
    string? MiddleName,
    DateOnly BirthDate,
    string Sex,
    string MedicaidId,
    string Street,
    string City,
    string StateCode,
    string PostalCode,
    string? MedicalRecordNumber)
{
    /// <summary>Hides the student.</summary>
    public override string ToString() => "(student)";
}

/// <summary>Everyone whom the claims of a month may name, by id, what the payer authorized for whom, and what payers before it did.</summary>
/// <remarks>All of a district's students at once: some hundred bytes each, a fraction of what their sessions take.</remarks>
internal sealed record Parties(
    IReadOnlyDictionary<long, Member> Students,
    IReadOnlyDictionary<long, Person> Providers,
    ILookup<long, PriorAuthorization> Authorizations,
    ILookup<ServiceOfDay, PriorPayment> PriorPayments)
{
    [Sql]
    private const string StudentsSql = """
        select student_id, last_name, first_name, middle_name, birth_date, sex, coalesce(medicaid_id, '') as medicaid_id,
               coalesce(street, '') as street, coalesce(city, '') as city, coalesce(state_code, '') as state_code,
               coalesce(postal_code, '') as postal_code, student_number
        from intake.claim_student
        where district_id = @districtId
        """;

    [Sql]
    private const string ProvidersSql = """
        select provider_id, provider_number, npi, last_name, first_name, taxonomy from intake.claim_provider where district_id = @districtId
        """;

    /// <summary>The authorization that covers a session; null where there is none.</summary>
    public string? AuthorizationOf(BillableEntry entry) => Authorizations.Count == 0 ? null
        : Authorizations[entry.StudentId].FirstOrDefault(authorization => authorization.IsFor(entry))?.AuthorizationNumber;

    public static async Task<Parties> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, PayerEdition edition, CancellationToken cancellationToken)
    {
        var students = await connection.QueryAsync<StudentRow>(new CommandDefinition(StudentsSql, new { districtId }, cancellationToken: cancellationToken));
        var providers = await connection.QueryAsync<ProviderRow>(new CommandDefinition(ProvidersSql, new { districtId }, cancellationToken: cancellationToken));
        return new(
            students.ToDictionary(
                row => row.StudentId,
                row => new Member(
                    row.LastName, row.FirstName, row.MiddleName, row.BirthDate, row.Sex, row.MedicaidId, row.Street, row.City, row.StateCode, row.PostalCode,
                    edition.Claims.MedicalRecordNumber ? row.StudentNumber : null)),
            providers.ToDictionary(
                row => row.ProviderId,
                row => new Person(row.Npi, row.LastName, row.FirstName, row.Taxonomy, edition.Providers.PayerIds.GetValueOrDefault(row.ProviderNumber))),
            await PriorAuthorization.OfDistrictAsync(connection, districtId, cancellationToken),
            await PriorPayment.OfMonthAsync(connection, districtId, month, cancellationToken));
    }

    private sealed record StudentRow(
        long StudentId, string LastName, string FirstName, string? MiddleName, DateOnly BirthDate, string Sex, string MedicaidId,
        string Street, string City, string StateCode, string PostalCode, string StudentNumber);

    private sealed record ProviderRow(long ProviderId, string ProviderNumber, string? Npi, string LastName, string FirstName, string? Taxonomy);
}

using System.Data.Common;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A practitioner as a claim names one.</summary>
/// <param name="Taxonomy">Only of rendering providers.</param>
internal sealed record Person(string? Npi, string LastName, string? FirstName, string? Taxonomy = null)
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
    string PostalCode)
{
    /// <summary>Hides the student.</summary>
    public override string ToString() => "(student)";
}

/// <summary>Everyone whom the claims of a district may name, by id.</summary>
/// <remarks>All of a district's students at once: some hundred bytes each, a fraction of what their sessions take.</remarks>
internal sealed record Parties(IReadOnlyDictionary<long, Member> Students, IReadOnlyDictionary<long, Person> Providers)
{
    [Sql]
    private const string StudentsSql = """
        select student_id, last_name, first_name, middle_name, birth_date, sex, coalesce(medicaid_id, '') as medicaid_id,
               coalesce(street, '') as street, coalesce(city, '') as city, coalesce(state_code, '') as state_code,
               coalesce(postal_code, '') as postal_code
        from intake.claim_student
        where district_id = @districtId
        """;

    [Sql]
    private const string ProvidersSql = """
        select provider_id, npi, last_name, first_name, taxonomy from intake.claim_provider where district_id = @districtId
        """;

    public static async Task<Parties> LoadAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken)
    {
        var students = await connection.QueryAsync<StudentRow>(new CommandDefinition(StudentsSql, new { districtId }, cancellationToken: cancellationToken));
        var providers = await connection.QueryAsync<ProviderRow>(new CommandDefinition(ProvidersSql, new { districtId }, cancellationToken: cancellationToken));
        return new(
            students.ToDictionary(
                row => row.StudentId,
                row => new Member(
                    row.LastName, row.FirstName, row.MiddleName, row.BirthDate, row.Sex, row.MedicaidId, row.Street, row.City, row.StateCode, row.PostalCode)),
            providers.ToDictionary(row => row.ProviderId, row => new Person(row.Npi, row.LastName, row.FirstName, row.Taxonomy)));
    }

    private sealed record StudentRow(
        long StudentId, string LastName, string FirstName, string? MiddleName, DateOnly BirthDate, string Sex, string MedicaidId,
        string Street, string City, string StateCode, string PostalCode);

    private sealed record ProviderRow(long ProviderId, string? Npi, string LastName, string FirstName, string? Taxonomy);
}

using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Signatures;

/// <summary>The provider who signs, with the credentials of all times.</summary>
internal sealed record Signer(string ProviderNumber, string PrintedName, IReadOnlyList<Credential> Credentials)
{
    [Sql]
    private const string NameSql = """
        select provider_number, first_name || ' ' || last_name as printed_name
        from intake.provider
        where district_id = @districtId and provider_id = @providerId
        """;

    [Sql]
    private const string CredentialsSql = """
        select credential as name, valid_from as "from", valid_to as "to", coalesce(license_number, '') as license_number,
               coalesce(supervisor_number, '') as supervisor_number
        from intake.credential
        where district_id = @districtId and provider_id = @providerId
        order by valid_from desc, credential
        """;

    /// <summary>The credential that the signature stands on: in force on the session's day, and one that the rules ask for.</summary>
    /// <returns>Null where there is none.</returns>
    public Credential? CredentialFor(SignatureKind kind, Entry entry)
    {
        var inForce = Credentials.Where(credential => credential.Covers(entry.Date));
        if (kind == SignatureKind.Signed)
        {
            return inForce.OrderByDescending(credential => credential.Name == entry.Stored?.Credential).FirstOrDefault();
        }

        return entry.Stored?.Credential is { } signed && entry.Rules.Credentials.TryGetValue(signed, out var rule)
            ? inForce.FirstOrDefault(credential => rule.SupervisedBy.Contains(credential.Name))
            : null;
    }

    public static async Task<Signer> LoadAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long providerId, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var (number, name) = await connection.QuerySingleAsync<(string, string)>(new CommandDefinition(
            NameSql, new { districtId, providerId }, transaction, cancellationToken: cancellationToken));
        var credentials = await connection.QueryAsync<CredentialRow>(new CommandDefinition(
            CredentialsSql, new { districtId, providerId }, transaction, cancellationToken: cancellationToken));
        return new(
            number,
            name,
            [.. credentials.Select(row => new Credential(row.Name, row.From, row.To, row.LicenseNumber, row.SupervisorNumber))]);
    }

    private sealed record CredentialRow(string Name, DateOnly From, DateOnly? To, string LicenseNumber, string SupervisorNumber);
}

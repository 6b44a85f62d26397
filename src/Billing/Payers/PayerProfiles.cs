using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Payers;

/// <summary>The payer profiles of a district: its own, and the shipped ones where it has none of that name.</summary>
/// <remarks>Each import is kept. A claim run keeps the terms that it was made by, so a changed profile changes no past file.</remarks>
public sealed class PayerProfiles(NpgsqlDataSource database, TimeProvider clock)
{
    private const int MaxBytes = 1_048_576;

    [Sql]
    private const string OwnSql = """
        select distinct on (name) name, number, file_name, content, imported_at, imported_by
        from billing.payer_profile
        where district_id = @districtId and (@name::text is null or name = @name)
        order by name, number desc
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.payer_profile (district_id, name, number, file_name, content, imported_at, imported_by)
        values (@districtId, @name, @number, @fileName, @content, @at, @by)
        """;

    /// <summary>The profile by which a district's claims go to a payer.</summary>
    /// <exception cref="PayerProfileException">There is none of that name, or the district's own no longer fits this program.</exception>
    public static async Task<PayerProfile> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, string name, CancellationToken cancellationToken = default) =>
        await LastAsync(connection, districtId, name, cancellationToken) is { Content: { } content, FileName: { } file }
            ? PayerProfile.Parse(file, content)
            : PayerProfile.Shipped(name);

    /// <summary>The district's own profiles that are in force, by name.</summary>
    public async Task<IReadOnlyList<OwnPayerProfile>> OwnAsync(DistrictId districtId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            OwnSql, new { districtId, name = (string?)null }, cancellationToken: cancellationToken));
        return
        [
            .. from row in rows
               where row.Content is not null
               select new OwnPayerProfile(PayerProfile.Parse(row.FileName!, row.Content), row.Number, row.FileName!, row.ImportedAt, row.ImportedBy),
        ];
    }

    /// <summary>Puts a file in the place of the profile of its name, the district's own or the shipped one.</summary>
    /// <returns>False where the district has just that file already.</returns>
    /// <exception cref="PayerProfileException">It is no profile.</exception>
    public async Task<(PayerProfile Profile, bool IsNew)> SetAsync(
        DistrictId districtId, string fileName, byte[] json, Actor who, CancellationToken cancellationToken = default)
    {
        if (json.Length > MaxBytes)
        {
            throw new PayerProfileException($"{fileName} is larger than a profile can be: 1 MiB.");
        }

        var profile = PayerProfile.Parse(fileName, json);
        var isNew = await StoreAsync(districtId, profile.Name, fileName, json, who, cancellationToken);
        return (profile, isNew);
    }

    /// <summary>Ends the district's own profile of a name; a shipped one of that name holds again.</summary>
    /// <returns>False where the district has none.</returns>
    public Task<bool> EndAsync(DistrictId districtId, string name, Actor who, CancellationToken cancellationToken = default) =>
        StoreAsync(districtId, name, fileName: null, content: null, who, cancellationToken);

    private async Task<bool> StoreAsync(
        DistrictId districtId, string name, string? fileName, byte[]? content, Actor who, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var last = await LastAsync(connection, districtId, name, cancellationToken);
        if (content.AsSpan().SequenceEqual(last?.Content))
        {
            return false;
        }

        var change = new ChangeContext(who, clock.GetUtcNow());
        var number = (last?.Number ?? 0) + 1;
        await connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new { districtId, name, number, fileName, content, at = change.When, by = who.ToString() },
            transaction,
            cancellationToken: cancellationToken));
        await AuditTrail.AppendAsync(transaction, Event(districtId, name, number, fileName, content), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static AuditEvent Event(DistrictId districtId, string name, int number, string? fileName, byte[]? content) =>
        new(districtId, content is null ? "payer.profile-ended" : "payer.profile-set", "payer", name, new JsonObject
        {
            ["number"] = number,
            ["file"] = fileName,
            ["sha256"] = content is null ? null : Convert.ToHexStringLower(SHA256.HashData(content)),
        });

    private static Task<Row?> LastAsync(NpgsqlConnection connection, DistrictId districtId, string name, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(OwnSql, new { districtId, name }, cancellationToken: cancellationToken));

    private sealed record Row(string Name, int Number, string? FileName, byte[]? Content, DateTimeOffset ImportedAt, string ImportedBy);
}

/// <summary>A profile of a district's own.</summary>
/// <param name="Number">How many of the name there were, this one counted.</param>
public sealed record OwnPayerProfile(PayerProfile Profile, int Number, string FileName, DateTimeOffset ImportedAt, string ImportedBy);

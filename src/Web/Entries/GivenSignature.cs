using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>A signature that was given here under some version of an entry.</summary>
/// <param name="Kind"><c>signed</c> or <c>cosigned</c>.</param>
/// <param name="Holds">It stands under the entry as it is; otherwise a later change or signature outlived it.</param>
public sealed record GivenSignature(
    int EntryVersion, string Kind, string PrintedName, string Credential, string LicenseNumber, DateTime SignedAt, string Statement, bool Holds)
{
    /// <summary>As many as a page shows, the latest.</summary>
    public const int Most = 50;

    [Sql]
    private const string OfEntrySql = """
        select s.entry_version, s.kind, s.printed_name, s.credential, s.license_number, s.signed_at, t.statement,
               case s.kind
                   when 'signed' then @signedHere and s.entry_version = @signedVersion
                   else @cosignedHere and s.entry_version = max(s.entry_version) filter (where s.kind = 'cosigned') over () end as holds
        from intake.signature s
        join intake.signing_statement t on t.district_id = s.district_id and t.statement_version = s.statement_version
        where s.district_id = @districtId and s.entry_id = @entryId
        order by s.entry_version desc
        limit @limit
        """;

    /// <summary>The name as printed, with what the person was licensed as on the session's day.</summary>
    public string Who => WhoOf(PrintedName, Credential, LicenseNumber);

    internal static string WhoOf(string name, string credential, string license) =>
        string.Join(", ", new[] { name, credential, license.Length == 0 ? "" : $"license {license}" }.Where(part => part.Length > 0));

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<GivenSignature>> OfEntryAsync(
        NpgsqlConnection connection, DistrictId districtId, Entry entry, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<GivenSignature>(new CommandDefinition(
            OfEntrySql,
            new { districtId, entry.EntryId, entry.SignedHere, entry.SignedVersion, entry.CosignedHere, limit = Most },
            cancellationToken: cancellationToken))];
}

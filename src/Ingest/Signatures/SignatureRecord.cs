using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Signatures;

/// <summary>A signature given here, as <c>intake.signature</c> keeps it for ever.</summary>
/// <param name="EntryVersion">The version that the signature made.</param>
/// <param name="Credential">On the day of the session; empty where none was in force.</param>
/// <param name="ContentHash">Of what was attested: <see cref="RowHash.OfAttested"/>.</param>
internal sealed record SignatureRecord(
    long EntryId, int EntryVersion, string Kind, string PrintedName, string Credential, string LicenseNumber, byte[] ContentHash)
{
    [Sql]
    private const string InsertSql = """
        insert into intake.signature
            (district_id, entry_id, entry_version, kind, provider_id, user_id, statement_version, printed_name, credential, license_number,
             signed_at, content_hash)
        values (@districtId, @EntryId, @EntryVersion, @Kind, @providerId, @userId, @statementVersion, @PrintedName, @Credential, @LicenseNumber,
                @at, @ContentHash)
        """;

    /// <summary>The caller holds the district's lock, so no number is taken twice.</summary>
    [Sql]
    private const string AddStatementSql = """
        insert into intake.signing_statement (district_id, statement_version, statement)
        select @districtId, 1 + coalesce(max(statement_version), 0), @statement
        from intake.signing_statement
        where district_id = @districtId
        having count(*) filter (where statement = @statement) = 0
        """;

    [Sql]
    private const string StatementVersionSql = """
        select statement_version from intake.signing_statement where district_id = @districtId and statement = @statement
        """;

    public static SignatureRecord Of(SignatureKind kind, Entry entry, Signer signer, Credential? credential) => new(
        entry.EntryId, entry.Version, kind == SignatureKind.Signed ? "signed" : "cosigned", signer.PrintedName,
        credential?.Name ?? "", credential?.LicenseNumber ?? "", RowHash.OfAttested(entry.Log));

    /// <summary>The number under which the district keeps the words; new words take the next one.</summary>
    public static async Task<int> StatementVersionAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string statement, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(new CommandDefinition(
            AddStatementSql, new { districtId, statement }, transaction, cancellationToken: cancellationToken));
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            StatementVersionSql, new { districtId, statement }, transaction, cancellationToken: cancellationToken));
    }

    public static async Task InsertAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyList<SignatureRecord> records, long providerId, Guid userId,
        int statementVersion, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                InsertSql,
                new
                {
                    districtId,
                    record.EntryId,
                    record.EntryVersion,
                    record.Kind,
                    providerId,
                    userId,
                    statementVersion,
                    record.PrintedName,
                    record.Credential,
                    record.LicenseNumber,
                    at,
                    record.ContentHash,
                },
                transaction,
                cancellationToken: cancellationToken));
        }
    }
}

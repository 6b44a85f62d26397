using Dapper;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Archives;

/// <summary>Loads a district's archive into an installation that does not have the district: all of it in one transaction, or nothing.</summary>
/// <remarks>Nothing is judged or computed anew: verdicts, claims, numbers and the audit trail come as they were. See docs/way-out.md.</remarks>
public sealed class DistrictImport(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string TakenSql = """
        select case when code = @code then format('There is a district ''%s'' already.', code)
                    else format('The number %s is that of the district ''%s'' there. A number stands in the claims that payers hold and in the audit trail, '
                                'so it cannot change: load the archive into an installation of its own.', district_id, code) end
        from ops.district
        where code = @code or district_id = @districtId
        order by code = @code desc
        limit 1
        """;

    /// <summary>Numbers that the database gives out go on after those that came.</summary>
    [Sql]
    private const string GoOnSql = """
        select setval('ops.district_district_id_seq', @districtId::int) from ops.district_district_id_seq where last_value <= @districtId
        union all
        select setval('ops.place_place_id_seq', p.last)
        from (select max(place_id) as last from ops.place where district_id = @districtId) p
        join ops.place_place_id_seq s on s.last_value <= p.last
        """;

    [Sql]
    private const string NewStampsSql = """
        update ops.user_account set security_stamp = gen_random_uuid()::text, concurrency_stamp = gen_random_uuid()::text
        where district_id = @districtId
        """;

    /// <exception cref="ArchiveException">The archive is damaged, or cannot be loaded here; nothing was.</exception>
    public async Task<ReceivedArchive> LoadAsync(string folder, Actor who, CancellationToken cancellationToken = default)
    {
        var archive = await ReceivedArchive.OpenAsync(folder, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            TakenSql, new { archive.DistrictId, archive.Manifest.District.Code }, transaction, cancellationToken: cancellationToken)) is { } taken)
        {
            throw new ArchiveException(taken);
        }

        var tables = ArchivedTables.All.Zip(await ArchiveSql.OfTablesAsync(transaction, archive.DistrictId, cancellationToken)).ToList();
        await LoadRowsAsync(transaction, archive, tables[0].First, tables[0].Second, cancellationToken); // the district, which the files are of
        await LoadStoredFilesAsync(transaction, archive, cancellationToken);
        foreach (var (table, sql) in tables.Skip(1))
        {
            await LoadRowsAsync(transaction, archive, table, sql, cancellationToken);
        }

        var of = new { archive.DistrictId };
        await connection.ExecuteAsync(new CommandDefinition(NewStampsSql, of, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(GoOnSql, of, transaction, cancellationToken: cancellationToken));
        await AdjustmentReasons.StoreAsync(connection, transaction, cancellationToken);
        await RequireSoundTrailsAsync(connection, archive.DistrictId, cancellationToken);
        await archive.Record.KeepAsync(connection, archive.DistrictId, new(who, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return archive;
    }

    private static async Task LoadRowsAsync(
        NpgsqlTransaction transaction, ReceivedArchive archive, ArchivedTable table, ArchiveSql sql, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        try
        {
            await using (var rows = archive.Read(table.Path))
            await using (var copy = await connection.BeginTextImportAsync(sql.CopyIn, cancellationToken))
            {
                var server = ((StreamWriter)copy).BaseStream;
                await rows.ForEachBlockAsync(block => server.WriteAsync(block, cancellationToken), cancellationToken);
            }
        }
        catch (PostgresException fault) when (fault.SqlState[..2] is "22" or "23")
        {
            throw new ArchiveException(WhyNot(table, fault));
        }

        // A row of another district would be written to that one: what came must all be this district's.
        var count = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            sql.CountSql, transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));
        if (count != archive.RowsOf(table))
        {
            throw new ArchiveException($"{table.Path} has rows of another district. Nothing was loaded.");
        }
    }

    /// <remarks>The server's own words may hold a row's values.</remarks>
    private static string WhyNot(ArchivedTable table, PostgresException fault) =>
        (fault.SqlState, table.Name) switch
        {
            (PostgresErrorCodes.UniqueViolation, "ops.user_account" or "ops.account_identity") =>
                "An account of the archive, or its address, is another district's there. Remove it on one side; nothing was loaded.",
            (PostgresErrorCodes.UniqueViolation, "ops.district") => "The district was set up meanwhile. Nothing was loaded.",
            (PostgresErrorCodes.ForeignKeyViolation, _) => $"{table.Path} speaks of records that the archive does not hold. Nothing was loaded.",
            _ => $"{table.Path} holds what the program does not take ({fault.ConstraintName ?? fault.SqlState}). Nothing was loaded.",
        };

    private static async Task LoadStoredFilesAsync(NpgsqlTransaction transaction, ReceivedArchive archive, CancellationToken cancellationToken)
    {
        foreach (var hash in archive.StoredFiles)
        {
            await using var content = archive.Read(ArchiveFolder.PathOf(hash));
            if ((await FileStore.PutAsync(transaction, archive.DistrictId, content, cancellationToken)).Hash != hash)
            {
                throw new ArchiveException($"{ArchiveFolder.PathOf(hash)} changed while it was read. Nothing was loaded.");
            }
        }
    }

    private static async Task RequireSoundTrailsAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken)
    {
        if (await AuditTrail.VerifyAsync(connection, districtId, cancellationToken) is { } change)
        {
            throw new ArchiveException($"The archive's audit trail is broken at event {change}. Nothing was loaded.");
        }

        if (await RecordReadTrail.VerifyAsync(connection, districtId, cancellationToken) is { } read)
        {
            throw new ArchiveException($"The archive's trail of who looked at what is broken at batch {read}. Nothing was loaded.");
        }
    }
}

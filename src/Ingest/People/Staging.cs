using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;
using Npgsql;
using NpgsqlTypes;

namespace MedicaidLogs.Ingest.People;

/// <summary>How the staged rows compare with the store before they are merged into it.</summary>
/// <param name="Added">Records that are not there yet.</param>
/// <param name="Changed">Rows that change a record.</param>
/// <param name="Known">Rows that the store holds in just these words.</param>
internal sealed record StagedCounts(int Added, int Changed, int Known);

/// <summary>Rows on their way into the store: a temporary table filled by COPY, from which one statement per table merges them.</summary>
internal static class Staging
{
    /// <param name="createSql">Makes the temporary table, dropped at commit.</param>
    /// <param name="copySql">A binary COPY into it.</param>
    public static async Task FillAsync<T>(
        IntakeContext intake, string createSql, string copySql, IReadOnlyList<FileRow<T>> rows, Action<NpgsqlBinaryImporter, T> write,
        CancellationToken cancellationToken)
    {
        await ExecuteAsync(intake, createSql, null, cancellationToken);
        await using var copy = await intake.Connection.BeginBinaryImportAsync(copySql, cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            copy.Put(row.Place.LineNumber);
            write(copy, row.Value);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public static Task<StagedCounts> CountAsync(IntakeContext intake, string countSql, CancellationToken cancellationToken) =>
        intake.Connection.QuerySingleAsync<StagedCounts>(new CommandDefinition(
            countSql, new { districtId = intake.District.DistrictId }, intake.Transaction, cancellationToken: cancellationToken));

    /// <summary>Runs a statement that takes the district, the file and perhaps the first of the new ids; returns its rows.</summary>
    public static Task<int> MergeAsync(IntakeContext intake, string sql, CancellationToken cancellationToken, long? firstId = null) =>
        ExecuteAsync(intake, sql, new { districtId = intake.District.DistrictId, importFileId = intake.ImportFileId, firstId }, cancellationToken);

    /// <summary>Merges rows of which the new ones get their ids here, in the order of the file.</summary>
    public static async Task MergeNumberedAsync(
        IntakeContext intake, string counter, int added, string mergeSql, CancellationToken cancellationToken)
    {
        long? firstId = added > 0
            ? await Counters.TakeAsync(intake.Transaction, intake.District.DistrictId, counter, added, cancellationToken)
            : null;
        await MergeAsync(intake, mergeSql, cancellationToken, firstId);
    }

    public static void Put(this NpgsqlBinaryImporter copy, int value) => copy.Write(value, NpgsqlDbType.Integer);

    public static void Put(this NpgsqlBinaryImporter copy, long value) => copy.Write(value, NpgsqlDbType.Bigint);

    public static void Put(this NpgsqlBinaryImporter copy, bool value) => copy.Write(value, NpgsqlDbType.Boolean);

    public static void Put(this NpgsqlBinaryImporter copy, DateOnly value) => copy.Write(value, NpgsqlDbType.Date);

    public static void Put(this NpgsqlBinaryImporter copy, string? value) => PutOrNull(copy, value, NpgsqlDbType.Text);

    public static void Put(this NpgsqlBinaryImporter copy, int? value) => PutOrNull(copy, value, NpgsqlDbType.Integer);

    public static void Put(this NpgsqlBinaryImporter copy, DateOnly? value) => PutOrNull(copy, value, NpgsqlDbType.Date);

    public static void Put(this NpgsqlBinaryImporter copy, TimeOnly? value) => PutOrNull(copy, value, NpgsqlDbType.Time);

    private static void PutOrNull<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, type);
        }
    }

    private static Task<int> ExecuteAsync(IntakeContext intake, string sql, object? values, CancellationToken cancellationToken) =>
        intake.Connection.ExecuteAsync(new CommandDefinition(sql, values, intake.Transaction, cancellationToken: cancellationToken));
}

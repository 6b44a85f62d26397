using System.Text;
using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Logging;
using Npgsql;

namespace MedicaidLogs.Worker.Archives;

/// <summary>The part of an archive that any program can read by docs/file-formats.md: what the district would send if it set itself up anew.</summary>
internal static class ArchivedFormats
{
    /// <summary>What is in force and was given as a JSON file, as it was given.</summary>
    [Sql]
    private const string SettingsSql = """
        select path, content
        from (
            select 'formats/mappings/' || kind || '-' || source || '.json' as path, convert_to(content::text, 'UTF8') as content
            from intake.column_mapping
            where district_id = @districtId
            union all
            select 'formats/places/' || name || '.json', convert_to(setup::text, 'UTF8') from ops.place where district_id = @districtId
            union all
            select 'formats/payers/' || p.name || '.json', p.content
            from (select distinct on (name) name, content from billing.payer_profile where district_id = @districtId order by name, number desc) p
            where p.content is not null
            union all
            select 'formats/pack.json', p.content
            from (select content from ops.district_pack where district_id = @districtId order by number desc limit 1) p
            where p.content is not null
        ) s
        order by path collate "C"
        """;

    public static async Task WriteAsync(NpgsqlConnection connection, ArchiveFolder folder, District district, CancellationToken cancellationToken)
    {
        await folder.WriteBytesAsync("formats/district.json", Encoding.UTF8.GetBytes(DistrictFile.Of(district).ToJson()), cancellationToken);
        var settings = await connection.QueryAsync<(string Path, byte[] Content)>(new CommandDefinition(
            SettingsSql, new { district.DistrictId }, cancellationToken: cancellationToken));
        foreach (var (path, content) in settings)
        {
            await folder.WriteBytesAsync(path, content, cancellationToken);
        }

        foreach (var format in OwnFormat.All.Where(format => format != OwnFormat.Logs))
        {
            await folder.WriteRowsAsync(connection, $"formats/{format.Kind}.csv", format.CopySql, cancellationToken);
        }

        var sources = await connection.QueryAsync<string>(new CommandDefinition(
            OwnFormat.SourcesSql, new { district.DistrictId }, commandTimeout: 0, cancellationToken: cancellationToken));
        foreach (var source in sources)
        {
            await UseAsync(connection, district.DistrictId, source, cancellationToken);
            await folder.WriteRowsAsync(connection, $"formats/logs-{source}.csv", OwnFormat.Logs.CopySql, cancellationToken);
            if (source is not (SessionLogging.Source or ColumnMapping.DistrictSource))
            {
                var mapping = JsonSerializer.SerializeToUtf8Bytes(new { source, kind = OwnFormat.Logs.Kind });
                await folder.WriteBytesAsync($"formats/logs-{source}.mapping.json", mapping, cancellationToken);
            }
        }
    }

    /// <summary>Which district the statements of <see cref="OwnFormat"/> and the index are of; until the transaction ends.</summary>
    public static Task UseAsync(NpgsqlConnection connection, DistrictId districtId, string source, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(OwnFormat.SettingSql, new { districtId, source }, cancellationToken: cancellationToken));
}

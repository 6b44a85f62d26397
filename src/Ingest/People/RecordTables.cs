using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>The tables that a kind's rows go into: each row makes or changes a record in the last, and says things of one in those before it.</summary>
/// <remarks>The rows are staged by COPY, counted beside what the store holds, and merged by one statement for each table.</remarks>
internal sealed class RecordTables<TRow>(params RecordTable<TRow>[] tables)
{
    private const string StageTemplate = "create temporary table staged_row (line_number int, {columns}) on commit drop";

    private const string CountTemplate = """
        with compared as (
            select {last}.district_id is not null as there, {same} as same
            from staged_row s
            {joins}
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    private readonly RecordField<TRow>[] _fields = [.. tables.SelectMany(table => table.Fields).DistinctBy(field => field.Name)];

    /// <summary>How the staged rows compare with the store: records that are not there yet, rows that change one, rows that say nothing new.</summary>
    private sealed record StagedCounts(int Added, int Changed, int Known);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, FileRows<TRow> rows, CancellationToken cancellationToken)
    {
        await StageAsync(intake, rows, cancellationToken);
        var counts = await CountAsync(intake, cancellationToken);
        var removed = 0;
        foreach (var table in tables)
        {
            removed += table.Owner is null ? 0 : await ExecuteAsync(intake, table.RemoveSql(), cancellationToken);
            var firstId = table.Id is { } id && counts.Added > 0
                ? await Counters.TakeAsync(intake.Transaction, intake.District.DistrictId, id.Counter, counts.Added, cancellationToken)
                : (long?)null;
            await ExecuteAsync(intake, table.MergeSql(), cancellationToken, firstId);
        }

        return rows.Result(counts.Known, counts.Changed, removed);
    }

    private async Task StageAsync(IntakeContext intake, FileRows<TRow> rows, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", _fields.Select(field => $"{field.Name} {field.Type}"));
        await ExecuteAsync(intake, SqlTemplate.Fill(StageTemplate, ("columns", columns)), cancellationToken);
        await using var copy = await intake.Connection.BeginBinaryImportAsync("copy staged_row from stdin (format binary)", cancellationToken);
        foreach (var row in rows.Good)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.Place.LineNumber, cancellationToken);
            foreach (var field in _fields)
            {
                field.Put(copy, row.Value);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private Task<StagedCounts> CountAsync(IntakeContext intake, CancellationToken cancellationToken)
    {
        var named = tables.Select((table, index) => (Table: table, Name: $"t{index}")).ToList();
        var same = named.Select(each => $"({each.Table.SaidBy(each.Name)}) is not distinct from ({each.Table.SaidBy("s")})");
        var joins = named.Select(each => $"left join {each.Table.Name} {each.Name} on {each.Table.SameKey(each.Name)}");
        var sql = SqlTemplate.Fill(
            CountTemplate, ("last", named[^1].Name), ("same", string.Join(" and ", same)), ("joins", string.Join('\n', joins)));
        return intake.Connection.QuerySingleAsync<StagedCounts>(new CommandDefinition(
            sql, new { districtId = intake.District.DistrictId }, intake.Transaction, cancellationToken: cancellationToken));
    }

    private static Task<int> ExecuteAsync(IntakeContext intake, string sql, CancellationToken cancellationToken, long? firstId = null) =>
        intake.Connection.ExecuteAsync(new CommandDefinition(
            sql,
            new { districtId = intake.District.DistrictId, importFileId = intake.ImportFileId, firstId },
            intake.Transaction,
            cancellationToken: cancellationToken));
}

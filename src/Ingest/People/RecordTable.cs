namespace MedicaidLogs.Ingest.People;

/// <summary>A table that the rows of a file go into. Its columns are named here, once; the statements follow from them.</summary>
/// <param name="Name">With its schema.</param>
/// <param name="Key">What tells a district's records apart: unique in the store, never null.</param>
/// <param name="Said">What a row says of its record. Where it says something else, the record changes.</param>
internal sealed record RecordTable<TRow>(string Name, RecordField<TRow>[] Key, RecordField<TRow>[] Said)
{
    private const string MergeTemplate = """
        insert into {table} as t (district_id, {columns})
        select @districtId, {values}
        from (select distinct on ({key}) * from staged_row order by {key}, line_number) s
        left join {table} r on {same}
        on conflict (district_id, {key}) do update set {changes}
        where ({was}) is distinct from ({is})
        """;

    private const string RemoveTemplate = """
        delete from {table} r
        where r.district_id = @districtId
          and r.{owner} in (select {owner} from staged_row)
          and not exists (select from staged_row s where {same})
        """;

    private const string NewIdTemplate =
        "coalesce(r.{id}, @firstId::bigint - 1 + row_number() over (partition by r.{id} is null order by s.line_number))";

    /// <summary>The column of ids that new records get from the district's counter, in the order of the file; null where the key is all. Only the last table of a kind may have one.</summary>
    public (string Column, string Counter)? Id { get; init; }

    /// <summary>Each record names the file that last said something new of it.</summary>
    public bool NamesFile { get; init; }

    /// <summary>The column of the key that names the owner: a file's rows replace what its owners had. Null: what a file leaves out stays.</summary>
    public string? Owner { get; init; }

    public IEnumerable<RecordField<TRow>> Fields => Key.Concat(Said);

    /// <summary>Takes <c>@districtId</c>, <c>@importFileId</c> and, for a table with ids, the first of the new ones as <c>@firstId</c>.</summary>
    public string MergeSql()
    {
        var columns = Fields.Select(field => (Column: field.Name, Value: $"s.{field.Name}")).ToList();
        var changes = Said.Select(field => field.Name).ToList();
        if (Id is { } id)
        {
            columns.Add((id.Column, SqlTemplate.Fill(NewIdTemplate, ("id", id.Column))));
        }

        if (NamesFile)
        {
            columns.Add(("import_file_id", "@importFileId"));
            changes.Add("import_file_id");
        }

        return SqlTemplate.Fill(
            MergeTemplate,
            ("table", Name),
            ("key", string.Join(", ", Key.Select(field => field.Name))),
            ("same", SameKey("r")),
            ("columns", string.Join(", ", columns.Select(column => column.Column))),
            ("values", string.Join(", ", columns.Select(column => column.Value))),
            ("changes", string.Join(", ", changes.Select(column => $"{column} = excluded.{column}"))),
            ("was", SaidBy("t")),
            ("is", SaidBy("excluded")));
    }

    /// <summary>Takes <c>@districtId</c>; only for a table with an owner.</summary>
    public string RemoveSql() => SqlTemplate.Fill(RemoveTemplate, ("table", Name), ("owner", Owner!), ("same", SameKey("r")));

    /// <summary>The condition under which a record of the district has the key of the staged row <c>s</c>.</summary>
    public string SameKey(string record) =>
        string.Join(" and ", Key.Select(field => $"{record}.{field.Name} = s.{field.Name}").Prepend($"{record}.district_id = @districtId"));

    /// <summary>What a record or a staged row says.</summary>
    public string SaidBy(string record) => string.Join(", ", Said.Select(field => $"{record}.{field.Name}"));
}

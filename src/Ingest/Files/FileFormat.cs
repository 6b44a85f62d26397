namespace MedicaidLogs.Ingest.Files;

/// <summary>The columns of one kind of file. A kind declares it, column by column, as fields of its own.</summary>
/// <param name="kind">One of the kinds of docs/file-formats.md, as in <c>intake.import_file</c>.</param>
public sealed class FileFormat(string kind)
{
    private const int UsualMaxCharacters = 200;

    private readonly List<Column> _columns = [];

    public string Kind => kind;

    public IReadOnlyList<Column> Columns => _columns;

    public Column Required(string name, int maxCharacters = UsualMaxCharacters) => Add(name, true, maxCharacters);

    public Column Optional(string name, int maxCharacters = UsualMaxCharacters) => Add(name, false, maxCharacters);

    /// <summary>The column of that name in any case; null where there is none.</summary>
    public Column? Find(string name) =>
        _columns.Find(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private Column Add(string name, bool required, int maxCharacters)
    {
        var column = new Column(name, _columns.Count, required, maxCharacters);
        _columns.Add(column);
        return column;
    }
}

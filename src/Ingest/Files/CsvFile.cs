namespace MedicaidLogs.Ingest.Files;

/// <summary>A file of one kind whose encoding and header are sound, so that its rows can be read.</summary>
public sealed class CsvFile
{
    /// <summary>More lines than this that cannot be read say that the file is something else.</summary>
    public const int MaxMalformedLines = 100_000;

    private readonly byte[] _content;
    private readonly ColumnSource[] _sources;
    private readonly int _fields;
    private readonly ColumnMapping _mapping;

    private CsvFile(byte[] content, ColumnSource[] sources, int fields, ColumnMapping mapping)
    {
        _content = content;
        _sources = sources;
        _fields = fields;
        _mapping = mapping;
    }

    /// <param name="content">The whole file; it must not change while it is read.</param>
    /// <param name="mapping">How a vendor's file is to be read; null where the file has our own columns.</param>
    /// <exception cref="FileRefusedException">Empty, not UTF-8, or a header that does not fit.</exception>
    public static CsvFile Open(byte[] content, FileFormat format, ColumnMapping? mapping = null)
    {
        mapping ??= ColumnMapping.None(format);
        Utf8Check.Demand(content);
        using var records = new RecordReader(content, BomLength(content));
        if (!records.Read())
        {
            throw new FileRefusedException("The file is empty.");
        }

        if (records.Problem is { } problem)
        {
            throw new FileRefusedException($"The header line cannot be read. {problem}");
        }

        var names = records.Fields.Current.ToArray();
        return new(content, Header.Match(names, format, mapping), names.Length, mapping);
    }

    /// <summary>The names in a file's first line, from its first bytes; null where they cannot be read.</summary>
    public static IReadOnlyList<string>? HeaderOf(byte[] head)
    {
        using var records = new RecordReader(head, BomLength(head));
        return records.Read() && records.Problem is null ? records.Fields.Current.ToArray() : null;
    }

    /// <summary>All values of a file's first rows that are not empty, whatever their columns.</summary>
    public static IReadOnlyList<string> ValuesOf(byte[] head, int mostRows)
    {
        using var records = new RecordReader(head, BomLength(head));
        var values = new List<string>();
        for (var row = 0; row <= mostRows && records.Read(); row++)
        {
            if (row > 0 && records.Problem is null)
            {
                values.AddRange(records.Fields.Current.ToArray().Where(value => value.Length > 0));
            }
        }

        return values;
    }

    /// <summary>Every row in order, good or malformed; lazily, so that a large file is never a list.</summary>
    /// <param name="zone">The district's own time zone, in which instants are written.</param>
    /// <param name="read">Makes the value from a row; where it tells the row of a problem, the value is dropped.</param>
    /// <exception cref="FileRefusedException">While reading: more than <see cref="MaxMalformedLines"/>.</exception>
    public IEnumerable<ParsedRow<T>> Read<T>(TimeZoneInfo zone, Func<RowReader, T> read)
    {
        using var records = new RecordReader(_content, BomLength(_content));
        records.Read(); // the header
        records.ExpectedFields = _fields;
        var row = new RowReader(records, _sources, new ValueFormats(_mapping, zone));
        var malformed = 0;
        while (records.Read())
        {
            row.Begin();
            var value = records.Problem is null ? read(row) : default;
            var problem = records.Problem ?? row.Problem;
            if (problem is not null && ++malformed > MaxMalformedLines)
            {
                throw new FileRefusedException(
                    $"More than {MaxMalformedLines} lines cannot be read; the latest, line {records.Place.LineNumber}: {problem}");
            }

            yield return new(records.Place, value!, problem);
        }
    }

    /// <summary>As many rows as are asked for, read by a kind for their problems alone; also where the header does not fit.</summary>
    /// <param name="head">The file, or whole lines of its beginning.</param>
    /// <param name="show">Called for each row that has the header's number of fields.</param>
    /// <returns>The words that columns may hold, as far as the kind says.</returns>
    /// <exception cref="FileRefusedException">Empty, not UTF-8, or a header that cannot be read.</exception>
    internal static (HeaderFit Fit, IReadOnlyList<string> Header, Dictionary<Column, IReadOnlyList<string>> Choices) Look(
        byte[] head, IFileKind kind, ColumnMapping mapping, TimeZoneInfo zone, int mostRows, Action<RowPlace, RowReader, string?> show)
    {
        Utf8Check.Demand(head);
        using var records = new RecordReader(head, BomLength(head));
        if (!records.Read() || records.Problem is not null)
        {
            throw new FileRefusedException(records.Problem is { } problem ? $"The header line cannot be read. {problem}" : "The file is empty.");
        }

        var names = records.Fields.Current.ToArray();
        var (sources, fit) = Header.Compare(names, kind.Format, mapping);
        var choices = new Dictionary<Column, IReadOnlyList<string>>();
        var row = new RowReader(records, sources, new ValueFormats(mapping, zone)) { Choices = choices };
        records.ExpectedFields = names.Length;
        for (var rows = 0; rows < mostRows && records.Read(); rows++)
        {
            row.Begin();
            if (records.Problem is null)
            {
                kind.Try(row);
            }

            show(records.Place, row, records.Problem);
        }

        return (fit, names, choices);
    }

    /// <summary>A row as it is kept when it is malformed.</summary>
    public MalformedLine Malformed(RowPlace place, string reason) => new(
        place.LineNumber,
        reason,
        _content.AsSpan(place.Offset, Math.Min(place.Length, RecordReader.MaxRecordBytes)).ToArray());

    private static int BomLength(ReadOnlySpan<byte> content) => content is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
}

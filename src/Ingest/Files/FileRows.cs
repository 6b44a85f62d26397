using System.Globalization;

namespace MedicaidLogs.Ingest.Files;

/// <summary>A row that could be read.</summary>
public readonly record struct FileRow<T>(RowPlace Place, T Value);

/// <summary>All rows of a file in memory, on their way into the store: the good ones, and what became of the others.</summary>
/// <typeparam name="T">A record: two rows that say the same are equal.</typeparam>
public sealed class FileRows<T>
{
    private readonly CsvFile _file;
    private readonly List<FileRow<T>> _good = [];
    private readonly List<MalformedLine> _malformed = [];
    private readonly int _total;
    private int _repeats;

    /// <param name="zone">The district's own time zone.</param>
    public FileRows(CsvFile file, TimeZoneInfo zone, Func<RowReader, T> read)
    {
        _file = file;
        foreach (var row in file.Read(zone, read))
        {
            _total++;
            if (row.Problem is { } problem)
            {
                _malformed.Add(file.Malformed(row.Place, problem));
            }
            else
            {
                _good.Add(new(row.Place, row.Value));
            }
        }
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<FileRow<T>> Good => _good;

    /// <summary>Makes each good row say what it means beside the others.</summary>
    public void Replace(Func<T, T> meaning)
    {
        for (var i = 0; i < _good.Count; i++)
        {
            _good[i] = _good[i] with { Value = meaning(_good[i].Value) };
        }
    }

    /// <summary>A row that says what an earlier one said is a duplicate.</summary>
    public void DropRepeats()
    {
        var seen = new HashSet<T>();
        _repeats += _good.RemoveAll(row => !seen.Add(row.Value));
    }

    /// <summary>Makes rows malformed after all.</summary>
    /// <param name="problemOf">A sentence for a row that cannot be taken in, else null; called once for each, in order.</param>
    public void Reject(Func<FileRow<T>, string?> problemOf) => _good.RemoveAll(row =>
    {
        if (problemOf(row) is not { } problem)
        {
            return false;
        }

        _malformed.Add(_file.Malformed(row.Place, problem));
        return true;
    });

    /// <summary>Of rows with the same key that say different things the first one counts; the others are malformed.</summary>
    /// <param name="problem">What is wrong with such a row; the first one's line is added.</param>
    public void RejectContradictions<TKey, TSaid>(Func<T, TKey> key, Func<T, TSaid> said, string problem)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, FileRow<T>>();
        Reject(row =>
            first.TryAdd(key(row.Value), row) || EqualityComparer<TSaid>.Default.Equals(said(first[key(row.Value)].Value), said(row.Value))
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{problem} (line {first[key(row.Value)].Place.LineNumber})."));
    }

    /// <param name="known">Rows that the store holds in just these words.</param>
    /// <param name="changed">Rows that change a record.</param>
    /// <param name="removed">Records that are gone because the file leaves them out.</param>
    public IntakeResult Result(int known, int changed, int removed = 0)
    {
        var entered = _good.Count - known;
        return new(_total, entered, changed, _repeats + known, [.. _malformed.OrderBy(line => line.LineNumber)], entered + removed > 0);
    }
}

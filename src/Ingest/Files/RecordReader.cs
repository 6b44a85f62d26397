using System.Globalization;
using System.Text;
using CsvHelper;

namespace MedicaidLogs.Ingest.Files;

/// <summary>Splits a file into records, and keeps a broken one from taking its neighbours with it.</summary>
/// <remarks>
/// An unbalanced quote makes the lines after it part of the record. Where the structure of a record of several lines is
/// broken, its first line alone is reported, and reading begins again on the next one. Blank lines are no records.
/// </remarks>
internal sealed class RecordReader : IDisposable
{
    public const int MaxRecordBytes = 64 << 10;

    private readonly byte[] _content;
    private readonly bool _hasNul;
    private readonly CsvReaderOptions _options;

    private CsvReader _csv;
    private int _csvOffset; // of the first byte that _csv read
    private int _csvLine = 1; // on which that byte stands
    private int? _resumeAt;
    private string? _quoting;

    /// <param name="content">The whole file, in UTF-8.</param>
    /// <param name="start">Bytes to leave out: a byte order mark.</param>
    public RecordReader(byte[] content, int start)
    {
        _content = content;
        _hasNul = content.AsSpan().Contains((byte)0);
        _csvOffset = start;
        _options = new()
        {
            Separator = ',',
            HasHeader = false, // the header is read as any record, and judged by Header
            Mode = CsvMode.Rfc4180,
            Quote = '"',
            AllowLineBreaksInQuotes = true,
            SkipEmptyLines = true,
            CommentPrefix = null,
            DetectSeparatorHint = false,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            MaxRecordSize = MaxRecordBytes,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            MalformedData = CsvMalformedDataHandling.Recover, // reported by OnMalformedRecord, then refused by us
            OnMalformedRecord = record => _quoting = Describe(record.Reason),
            FieldCountMismatch = CsvFieldCountHandling.Allow, // counted by RowReader
            MissingField = CsvMissingFieldHandling.ReturnEmpty, // never asked for: the count comes first
            Encoding = Encoding.UTF8,
            FormatProvider = CultureInfo.InvariantCulture,
            PoolStrings = true,
        };
        _csv = Open();
        Place = new(1, start, 0);
    }

    /// <summary>The fields of the current record; only where it has no <see cref="Problem"/>.</summary>
    public CsvReader Fields => _csv;

    public RowPlace Place { get; private set; }

    /// <summary>What is wrong with the record's structure, in a clerk's words.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many fields each record must have; 0 until the header has told.</summary>
    public int ExpectedFields { get; set; }

    private ReadOnlySpan<byte> Record => _content.AsSpan(Place.Offset, Place.Length);

    /// <returns>False at the end of the file.</returns>
    public bool Read()
    {
        if (_resumeAt is { } offset)
        {
            Resume(offset);
        }

        _quoting = null;
        try
        {
            if (!_csv.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException)
        {
            // The one fault that the options leave to an exception: a record beyond MaxRecordSize. The reader is spent.
            TakeEndless();
            return true;
        }

        Place = new(
            _csvLine + (int)_csv.LineNumber - 1, _csvOffset + (int)_csv.ByteOffset, _csv.RawRecord.Length);
        Problem = FindProblem();
        if (Problem is not null && Record.IndexOfAny((byte)'\r', (byte)'\n') is > 0 and var end)
        {
            KeepFirstLine(end);
        }

        return true;
    }

    public void Dispose() => _csv.Dispose();

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "A quote stands inside a field that does not begin with one.",
        CsvMalformedReason.TextAfterClosingQuote => "Text follows a closing quote.",
        _ => "A quote is opened and not closed.",
    };

    private CsvReader Open() =>
        CsvReader.Create(new MemoryStream(_content, _csvOffset, _content.Length - _csvOffset, writable: false), _options, leaveOpen: false);

    private string? FindProblem()
    {
        if (_quoting is not null)
        {
            return _quoting;
        }

        if (Place.Length > MaxRecordBytes)
        {
            return "It is longer than 64 KiB.";
        }

        if (_hasNul && Record.Contains((byte)0))
        {
            return "It holds a NUL character.";
        }

        return ExpectedFields > 0 && _csv.FieldCount != ExpectedFields
            ? string.Create(CultureInfo.InvariantCulture, $"It has {_csv.FieldCount} fields, the header has {ExpectedFields}.")
            : null;
    }

    /// <summary>The record after the current one is longer than the reader's limit: a quote that is not closed, or one endless line.</summary>
    private void TakeEndless()
    {
        var next = Place.Offset + Place.Length;
        next += _content.AsSpan(next).IndexOfAnyExcept("\r\n \t"u8); // blank lines are no records

        Place = new(LineAt(next), next, _content.Length - next);
        var end = Record.IndexOfAny((byte)'\r', (byte)'\n');
        KeepFirstLine(end < 0 ? Place.Length : end);
        Problem = Place.Length > MaxRecordBytes ? "It is longer than 64 KiB." : Describe(CsvMalformedReason.UnterminatedQuote);
    }

    private void KeepFirstLine(int length)
    {
        Place = Place with { Length = length };
        _resumeAt = Place.Offset + length;
    }

    private void Resume(int offset)
    {
        var line = LineAt(offset);
        _csv.Dispose();
        (_csvOffset, _csvLine, _resumeAt) = (offset, line, null);
        _csv = Open();
    }

    /// <summary>The line of a byte at or after the current record, where CR LF, LF and CR each end one.</summary>
    private int LineAt(int offset)
    {
        var between = _content.AsSpan(Place.Offset, offset - Place.Offset);
        return Place.LineNumber + between.Count((byte)'\n') + between.Count((byte)'\r') - between.Count("\r\n"u8);
    }
}

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>Finds a row of a CSV file as it came, to the byte.</summary>
public static class SourceRow
{
    /// <summary>A row's limit is 64 KiB; what goes on longer is no row, and is cut.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>The row that begins on a line of the file, with its line end; nothing where the file ends before.</summary>
    /// <param name="lineNumber">The first line of the file is 1. Line breaks inside quotes count, as editors count them.</param>
    public static async Task<byte[]> ReadAsync(Stream file, int lineNumber, CancellationToken cancellationToken)
    {
        var row = new RowCutter(lineNumber);
        var buffer = new byte[64 * 1024];
        int read;
        while (!row.IsDone && (read = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            row.Take(buffer.AsSpan(0, read));
        }

        return row.ToArray();
    }

    private sealed class RowCutter(int lineNumber)
    {
        private readonly List<byte> _row = [];
        private int _line = 1;
        private bool _quoted;
        private byte _last;

        public bool IsDone { get; private set; }

        public void Take(ReadOnlySpan<byte> bytes)
        {
            foreach (var next in bytes)
            {
                // A return ends its line unless a line feed follows, which then does.
                if (_last == '\n' || (_last == '\r' && next != '\n'))
                {
                    _line++;
                    IsDone = _line > lineNumber && !_quoted;
                }

                IsDone |= _row.Count >= MaxBytes;
                if (IsDone)
                {
                    return;
                }

                if (_line >= lineNumber)
                {
                    _row.Add(next);
                    _quoted ^= next == '"';
                }

                _last = next;
            }
        }

        public byte[] ToArray() => [.. _row];
    }
}

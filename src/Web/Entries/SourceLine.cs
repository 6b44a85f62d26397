using System.Text;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>An entry's line as it stood in the file that it came in.</summary>
public static class SourceLine
{
    /// <summary>A row may be as long as this (docs/file-formats.md); a longer one is cut.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>The record that begins on the line, without its line end; null where the file ends before it.</summary>
    /// <param name="lineNumber">1 is the header.</param>
    public static async Task<string?> ReadAsync(
        NpgsqlConnection connection, DistrictId districtId, FileHash hash, int lineNumber, CancellationToken cancellationToken)
    {
        var (position, breaks) = await FileStore.BeforeLineAsync(connection, districtId, hash, lineNumber, cancellationToken);
        await using var file = await FileStore.OpenAsync(connection, districtId, hash, cancellationToken);
        file.Position = position;
        return await ReadAsync(file, lineNumber - breaks, cancellationToken);
    }

    /// <summary>Reads no further than the record; a line break within quotes belongs to it.</summary>
    public static async Task<string?> ReadAsync(Stream file, int lineNumber, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostBytes];
        var linesBefore = lineNumber - 1;
        while (await file.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            var at = 0;
            while (linesBefore > 0 && buffer.AsSpan(at, read - at).IndexOf((byte)'\n') is var end and >= 0)
            {
                at += end + 1;
                linesBefore--;
            }

            if (linesBefore == 0)
            {
                buffer.AsSpan(at, read - at).CopyTo(buffer);
                var filled = read - at;
                filled += await file.ReadAtLeastAsync(buffer.AsMemory(filled), buffer.Length - filled, throwOnEndOfStream: false, cancellationToken);
                return filled == 0 ? null : TextOf(buffer.AsSpan(0, filled));
            }
        }

        return null;
    }

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        var quoted = false;
        var end = 0;
        while (end < bytes.Length && (quoted || bytes[end] != '\n'))
        {
            quoted ^= bytes[end] == '"';
            end++;
        }

        return Encoding.UTF8.GetString(bytes[..end]).TrimEnd('\r').TrimStart('\uFEFF');
    }
}

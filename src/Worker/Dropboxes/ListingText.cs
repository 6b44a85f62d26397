using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>Reads what servers answer to LIST, and SFTP servers as long names: the form of <c>ls -l</c>, and that of Windows.</summary>
/// <remarks>RFC 959 leaves the form to the server; nearly all write one of these two. What cannot be read is counted and passed over.</remarks>
public static partial class ListingText
{
    /// <summary>Of a whole list.</summary>
    public const int MaxBytes = 32 << 20;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Listing Read(ReadOnlySpan<byte> text)
    {
        var files = new SortedDictionary<string, RemoteFile>(StringComparer.Ordinal);
        var unusable = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimEnd((byte)'\r');
            if (line.IsEmpty || IsNoFile(line))
            {
                continue;
            }

            if (FileOf(line) is { } file && files.Count < Listing.MaxFiles)
            {
                files[file.Name.Text] = file;
            }
            else
            {
                unusable++;
            }
        }

        return new([.. files.Values], unusable);
    }

    /// <summary>A folder, link, device, or the sum that ls puts first.</summary>
    private static bool IsNoFile(ReadOnlySpan<byte> line) =>
        (line.Length > 10 && line[0] is (byte)'d' or (byte)'l' or (byte)'b' or (byte)'c' or (byte)'s' or (byte)'p' && line[1] is (byte)'r' or (byte)'-')
        || line.StartsWith("total "u8) || line.IndexOf("<DIR>"u8) is > 0 and < 40;

    private static RemoteFile? FileOf(ReadOnlySpan<byte> line)
    {
        string text;
        try
        {
            text = _utf8.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var match = UnixLine().Match(text);
        match = match.Success ? match : WindowsLine().Match(text);
        return match.Success
            && RemoteName.TryParse(match.Groups["name"].Value, out var name)
            && long.TryParse(match.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var lengthBytes)
                ? new(name, lengthBytes, match.Groups["changed"].Value)
                : null;
    }

    /// <summary><c>-rw-r--r--    1 owner    group        1234 Nov 22 17:47 its name</c>; names of owners and groups may hold blanks.</summary>
    [GeneratedRegex(
        @"^-[-rwxsStT]{9}\S?\s+(\d+\s)?.*?\s(?<size>\d+)\s+(?<changed>\S{3,5}\s+\d{1,2}\s+(\d{4}|\d{1,2}:\d{2})|\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2})\s(?<name>.+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex UnixLine();

    /// <summary><c>11-22-26  05:47PM                 1234 its name</c></summary>
    [GeneratedRegex(
        @"^(?<changed>\d{2}-\d{2}-(\d{2}|\d{4})\s+\d{1,2}:\d{2}([AP]M)?)\s+(?<size>\d+)\s(?<name>.+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex WindowsLine();
}

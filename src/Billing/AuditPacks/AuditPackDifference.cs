using System.IO.Compression;
using System.Text;

namespace MedicaidLogs.Billing.AuditPacks;

public enum PartChange
{
    Added,
    Gone,
    Changed,
}

/// <summary>A part of an audit pack that is not as it was.</summary>
/// <param name="File">Its name in the pack: <c>payments.csv</c>.</param>
/// <param name="RowsAdded">Of a table, as they stand in it; none of other parts.</param>
public sealed record ChangedPart(string File, PartChange Change, IReadOnlyList<string> RowsAdded, IReadOnlyList<string> RowsGone);

/// <summary>What came, went and changed between two audit packs of one claim line. Both are read whole: they are small.</summary>
public sealed record AuditPackDifference(string LineControlNumber, IReadOnlyList<ChangedPart> Parts)
{
    private const int MostPartBytes = 64 << 20;

    /// <exception cref="InvalidDataException">One is no audit pack, or they are of two claim lines.</exception>
    public static AuditPackDifference Between(Stream earlier, Stream later)
    {
        var (line, before) = Read(earlier);
        var (other, after) = Read(later);
        if (line != other)
        {
            throw new InvalidDataException($"They are of two claim lines: {line} and {other}.");
        }

        return new(line,
        [
            .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Select(file => Compare(file, before.GetValueOrDefault(file), after.GetValueOrDefault(file))).OfType<ChangedPart>(),
        ]);
    }

    /// <returns>Null where the part is as it was.</returns>
    private static ChangedPart? Compare(string file, byte[]? before, byte[]? after)
    {
        if (before is not null && after is not null && before.AsSpan().SequenceEqual(after))
        {
            return null;
        }

        var change = before is null ? PartChange.Added : after is null ? PartChange.Gone : PartChange.Changed;
        var (was, now) = (RowsOf(file, before), RowsOf(file, after));
        return new(file, change, Without(now, was), Without(was, now));
    }

    private static (string Line, Dictionary<string, byte[]> Parts) Read(Stream pack)
    {
        using var zip = new ZipArchive(pack, ZipArchiveMode.Read, leaveOpen: true);
        var folders = zip.Entries.Select(entry => entry.FullName.Split('/', 2)[0]).Distinct().ToList();
        if (folders is not [var line] || zip.GetEntry($"{line}/index.csv") is null)
        {
            throw new InvalidDataException("It is no audit pack.");
        }

        return (line, zip.Entries.Where(entry => !entry.Name.StartsWith("index.", StringComparison.Ordinal)) // the list of the others
            .ToDictionary(entry => entry.FullName[(line.Length + 1)..], BytesOf));
    }

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        if (entry.Length > MostPartBytes)
        {
            throw new InvalidDataException($"A part of it has more than {MostPartBytes >> 20} MiB.");
        }

        using var content = entry.Open();
        var bytes = new byte[entry.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A table's rows below its head. A line break within quotes ends no row.</summary>
    private static List<string> RowsOf(string file, byte[]? part)
    {
        var rows = new List<string>();
        if (part is null || !file.EndsWith(".csv", StringComparison.Ordinal))
        {
            return rows;
        }

        var (text, begin, quoted) = (Encoding.UTF8.GetString(part), 0, false);
        for (var at = 0; at < text.Length; at++)
        {
            quoted ^= text[at] == '"';
            if (text[at] == '\n' && !quoted)
            {
                rows.Add(text[begin..at].TrimEnd('\r'));
                begin = at + 1;
            }
        }

        return [.. rows.Append(text[begin..]).Skip(1).Where(row => row.Length > 0)];
    }

    /// <summary>The rows that others lacks, each as often as it lacks it.</summary>
    private static List<string> Without(List<string> rows, List<string> others)
    {
        var left = others.CountBy(row => row).ToDictionary();
        return [.. rows.Where(row => left.GetValueOrDefault(row) is var count && (left[row] = count - 1) < 0)];
    }
}

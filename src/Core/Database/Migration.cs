using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Database;

/// <summary>One numbered step of the schema: plain SQL, forward only, never edited once it has run anywhere.</summary>
public sealed partial record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text in lower-case hex; the same on every checkout, whatever its line endings.</summary>
    public string Checksum => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{Number:0000}_{Name}";

    /// <summary>The program's own migrations, in order: the embedded resources <c>Migrations/NNNN_name.sql</c>.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = ReadEmbedded(typeof(Migration).Assembly);

    private static List<Migration> ReadEmbedded(Assembly assembly) =>
        [.. from resource in assembly.GetManifestResourceNames()
            let match = ResourceName().Match(resource)
            where match.Success
            let number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)
            orderby number
            select new Migration(number, match.Groups["name"].Value, ReadText(assembly, resource))];

    private static string ReadText(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^Migrations/(?<number>\d{4})_(?<name>[a-z0-9_]+)\.sql$")]
    private static partial Regex ResourceName();
}

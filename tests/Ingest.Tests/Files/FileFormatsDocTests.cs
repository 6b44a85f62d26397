using System.Text.RegularExpressions;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.Files;

/// <summary>docs/file-formats.md and the code name the same columns, and the same ones as required.</summary>
public sealed partial class FileFormatsDocTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "file-formats.md"));

    public static TheoryData<string> Kinds => [.. FileKinds.All.Select(kind => kind.Format.Kind)];

    [Theory, MemberData(nameof(Kinds))]
    public void The_document_names_the_columns_of_the_code(string kind) => Assert.Equal(
        FileKinds.FormatOf(kind)!.Columns.Select(column => (column.Name, column.IsRequired)),
        Columns(kind).Select(cell => (cell.Trim('*'), cell.StartsWith("**", StringComparison.Ordinal))));

    private static IEnumerable<string> Columns(string kind) =>
        from row in Section(kind).Split('\n')
        where row.StartsWith("| ", StringComparison.Ordinal) && !row.StartsWith("| column", StringComparison.Ordinal)
        from cell in row.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)
        select cell;

    private static string Section(string kind) =>
        Headings().Split(_document).SkipWhile(part => part != kind).ElementAt(1);

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}

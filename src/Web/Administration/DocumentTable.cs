namespace MedicaidLogs.Web.Administration;

/// <summary>Tables of our own documents, which pages read so that no words stand twice.</summary>
public static class DocumentTable
{
    /// <summary>A document that comes with the program: <c>security.md</c>.</summary>
    public static string Read(string name)
    {
        using var text = new StreamReader(typeof(DocumentTable).Assembly.GetManifestResourceStream(name)!);
        return text.ReadToEnd();
    }

    /// <summary>The cells of each row that names something in code letters; a bar within a cell becomes a broken bar.</summary>
    /// <param name="heading">Only of the part under it, <c>## …</c>; null: of the whole document.</param>
    public static IEnumerable<string[]> Rows(string document, string? heading = null)
    {
        IEnumerable<string> lines = document.ReplaceLineEndings("\n").Split('\n');
        if (heading is not null)
        {
            lines = lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        }

        return lines
            .Where(line => line.StartsWith('|') && line.Contains('`', StringComparison.Ordinal))
            .Select(line => line.Replace("\\|", "¦", StringComparison.Ordinal).Trim('|', ' ').Split(" | "));
    }
}

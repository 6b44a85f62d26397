using System.Text;

namespace MedicaidLogs.Scenarios.Tests.SeedDataTests;

/// <summary>Reads a CSV file whole, apart from the code under test.</summary>
internal static class CsvText
{
    public static IEnumerable<Dictionary<string, string>> Records(byte[] file)
    {
        var rows = Rows(file).ToArray();
        return rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(field => field.First, field => field.Second));
    }

    public static IEnumerable<string[]> Rows(byte[] file) =>
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Fields);

    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted; // No seed file has a quote within a field.
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}

using System.Text;

namespace MedicaidLogs.Worker.Archives;

/// <summary>What is written into the folder for who opens it without the program.</summary>
internal static class ArchiveReadme
{
    private const string Head = """
        Everything that MedicaidLogs holds of this district, as of one moment. Keep it as you keep the students' records: it has their names, birth dates, Medicaid numbers and notes.

        - `tables/` has a CSV file for each table of the district (UTF-8, the first line names the columns, an empty field is no value, `""` an empty text; instants are UTC, cents are cents, `\x…` are bytes in hexadecimal digits).
        - `formats/` has people, plans and records, rates and sessions as files of the documented formats (docs/file-formats.md of the program), with the district's settings, packs, payer profiles, mappings and places as JSON. Sessions are as they are now; `logs-SOURCE.csv` has those whose row ids are that source's.
        - `files/` has every file that came in or went out, to the byte. Its name is the SHA-256 of its bytes, by which the tables speak of it; `files.csv` says what each was, by which name and when.
        - `manifest.json` has each file's rows, bytes and SHA-256.

        `medlogs import-all` loads it into another installation of the same version: docs/way-out.md of the program.

        """;

    public static string Of(Manifest manifest)
    {
        var rows = manifest.Files.ToDictionary(file => file.Path, file => file.Rows);
        var text = new StringBuilder().Append("# ").Append(manifest.District.Name).Append("\n\n").Append(Head.ReplaceLineEndings("\n")).Append('\n');
        text.Append("| table | rows | holds |\n|---|---:|---|\n");
        foreach (var table in ArchivedTables.All)
        {
            text.Append("| `").Append(table.Path).Append("` | ").Append($"{rows[table.Path]}").Append(" | ").Append(table.Says).Append(" |\n");
        }

        text.Append("\nWhat stays behind:\n\n");
        foreach (var column in ArchivedTables.All.SelectMany(table => table.Replaced, (table, column) => (table.Name, Column: column)))
        {
            text.Append("- `").Append(column.Name).Append('.').Append(column.Column.Name).Append("`: ").Append(column.Column.Why).Append(".\n");
        }

        foreach (var table in ArchivedTables.LeftOut)
        {
            text.Append("- `").Append(table.Name).Append("`: ").Append(table.Why).Append(".\n");
        }

        return text.ToString();
    }
}

using System.Text;
using System.Text.Json;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.Files;

public sealed class ColumnMappingTests
{
    private const string SessionTrack = """
        {
          "source": "sessiontrack",
          "kind": "logs",
          "columns": {
            "row_id": "Log ID", "student_number": "Student #", "provider_number": "Therapist", "service": "Type", "mode": "Setting",
            "date": "Service Date", "start": "Time In", "end": "Time Out", "attendance": "Status", "signed_at": "Signed"
          },
          "ignore": ["Student Name", "Billing Status"],
          "constants": { "place": "school" },
          "values": {
            "service": { "Speech Therapy": "SPEECH" },
            "mode": { "1:1": "individual", "": "group" },
            "attendance": { "Present": "P" }
          },
          "dates": ["M/d/yyyy"],
          "times": ["h:mm tt", "H:mm"],
          "instants": ["M/d/yyyy h:mm tt"]
        }
        """;

    private const string Header = "Student Name,Log ID,Student #,Therapist,TYPE,Setting,Service Date,Time In,Time Out,Status,Billing Status,Signed\n";

    [Fact]
    public void A_vendors_export_comes_in_unchanged()
    {
        var row = Assert.Single(Read("\"Ruiz, Ana\",77,S1,P1,Speech Therapy,1:1,10/5/2026,1:05 PM,13:35,Present,x,10/5/2026 3:00 PM\n"));

        Assert.Null(row.Problem);
        var log = row.Value.Log;
        Assert.Equal(("77", "S1", "P1", "SPEECH", SessionMode.Individual), (row.Value.RowId, log.StudentNumber, log.ProviderNumber, log.Service, log.Mode));
        Assert.Equal((new(2026, 10, 5), new(13, 5), new(13, 35), "P", "school"), (log.Date, log.Start!.Value, log.End!.Value, log.Attendance, log.Place));
        Assert.Equal(new(2026, 10, 5, 19, 0, 0, TimeSpan.Zero), log.SignedAt);
    }

    [Fact]
    public void A_word_without_a_meaning_stays_and_problems_name_the_vendors_columns()
    {
        var rows = Read("n,1,S1,P1,Music,,10/5/2026,,,Present,x,\nn,2,S1,P1,Music,duo,2026-10-05,,,Gone,x,\n").ToList();

        Assert.Equal(("Music", SessionMode.Group), (rows[0].Value.Log.Service, rows[0].Value.Log.Mode));
        Assert.Equal("Setting is none of individual, group, consult. Service Date is not a date like M/d/yyyy.", rows[1].Problem);
    }

    [Fact]
    public void A_mapped_header_that_the_file_lacks_is_named_even_where_the_column_is_optional()
    {
        var refusal = Assert.Throws<FileRefusedException>(() => Open(Header.Replace(",Signed", ",Extra", StringComparison.Ordinal)));

        Assert.Equal("The header line does not fit. Column missing: Signed. Column not known: Extra.", refusal.Message);
    }

    [Theory]
    [InlineData("{", "The column mapping is not JSON (line 1).")]
    [InlineData("""{ "source": "x", "source": "y", "kind": "logs" }""", "A member stands in the column mapping twice.")]
    [InlineData("[]", "It must be one JSON object.")]
    [InlineData("""{ "kind": "logs" }""", "\"source\" must be 1 to 40 lower-case letters, digits and dashes.")]
    [InlineData("""{ "source": "Session Track", "kind": "logs" }""", "\"source\" must be 1 to 40 lower-case letters, digits and dashes.")]
    [InlineData("""{ "source": "x" }""", "\"kind\" names no kind of file: \"\".")]
    [InlineData("""{ "source": "x", "kind": "log" }""", "\"kind\" names no kind of file: \"log\".")]
    [InlineData("""{ "source": "x", "kind": "logs", "colums": {} }""", "There is no member \"colums\".")]
    [InlineData("""{ "source": "x", "kind": "logs", "columns": { "student": "S" } }""", "\"columns\" names a column that logs files do not have: \"student\".")]
    [InlineData("""{ "source": "x", "kind": "logs", "columns": { "date": "D", "DATE": "E" } }""", "\"columns\" names the column \"date\" twice.")]
    [InlineData("""{ "source": "x", "kind": "logs", "columns": { "date": 1 } }""", "\"columns.date\" must be text.")]
    [InlineData("""{ "source": "x", "kind": "logs", "columns": { "date": "D", "makeup_for": "d" } }""", "The header \"d\" is read into two columns.")]
    [InlineData("""{ "source": "x", "kind": "logs", "columns": { "date": "D" }, "ignore": ["d"] }""", "The header \"D\" stands in both \"columns\" and \"ignore\".")]
    [InlineData("""{ "source": "x", "kind": "logs", "columns": { "place": "P" }, "constants": { "place": "school" } }""", "The column \"place\" has a header and a constant.")]
    [InlineData("""{ "source": "x", "kind": "logs", "values": { "mode": "group" } }""", "\"values.mode\" must be an object.")]
    [InlineData("""{ "source": "x", "kind": "logs", "ignore": "Name" }""", "\"ignore\" must be a list.")]
    [InlineData("""{ "source": "x", "kind": "logs", "dates": [] }""", "\"dates\" must name at least one format.")]
    [InlineData("""{ "source": "x", "kind": "logs", "instants": ["yyyy-MM-ddTHH:mmzzz"] }""", "\"instants\" holds a format without a use here: \"yyyy-MM-ddTHH:mmzzz\".")]
    public void Says_what_to_mend_in_a_mapping(string json, string problem)
    {
        var fault = Assert.Throws<ColumnMappingException>(() => ColumnMapping.Parse(json));

        Assert.EndsWith(problem, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_for_editors_knows_the_same_members_and_kinds()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "column-mapping.schema.json")));
        var properties = schema.RootElement.GetProperty("properties");

        Assert.Equal(
            ["$schema", "source", "kind", "columns", "ignore", "constants", "values", "dates", "times", "instants"],
            properties.EnumerateObject().Select(property => property.Name));
        Assert.All(
            properties.EnumerateObject().Where(property => property.Name is not ("source" or "kind")),
            property => Assert.DoesNotContain("There is no member", Record.Exception(
                () => ColumnMapping.Parse($$"""{ "source": "x", "kind": "logs", "{{property.Name}}": 1 }"""))?.Message ?? "", StringComparison.Ordinal));
        Assert.Equal(
            FileKinds.All.Select(kind => kind.Format.Kind).Order(),
            properties.GetProperty("kind").GetProperty("enum").EnumerateArray().Select(kind => kind.GetString()!).Order());
    }

    private static CsvFile Open(string content) =>
        CsvFile.Open(Encoding.UTF8.GetBytes(content), LogRows.Format, ColumnMapping.Parse(SessionTrack));

    private static IEnumerable<ParsedRow<LogRow>> Read(string rows) =>
        LogRows.Read(Open(Header + rows), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
}

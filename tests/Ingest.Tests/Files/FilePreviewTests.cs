using System.Text;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Files;

public sealed class FilePreviewTests
{
    private const string Header = "ID,Student,Provider,Service,How,Day,Outcome\n";

    private const string Mapping = """
        {
          "source": "hub", "kind": "logs",
          "columns": { "row_id": "ID", "student_number": "Student", "provider_number": "Provider", "service": "Service", "mode": "How", "date": "Day", "attendance": "Outcome" },
          "constants": { "place": "school" },
          "values": { "mode": { "1:1": "individual" }, "attendance": { "Seen": "P" } },
          "dates": ["M/d/yyyy"]
        }
        """;

    [Fact]
    public void Rows_are_shown_as_they_would_be_read()
    {
        var preview = Of(Header + "r1,S1,P1,SPEECH,1:1,10/5/2026,Seen\n");

        Assert.True(preview.Fit.Fits);
        Assert.Equal(1, preview.Good);
        var row = Assert.Single(preview.Rows);
        Assert.Null(row.Problem);
        Assert.Equal(["individual", "P", "school"], new[] { "mode", "attendance", "place" }.Select(column => ValueOf(preview, row, column)));
    }

    [Fact]
    public void Problems_are_counted_with_their_first_line()
    {
        var preview = Of(Header + "r1,S1,P1,SPEECH,1:1,2026-10-05,Seen\nr2,S1\nr3,S1,P1,SPEECH,1:1,later,Seen\n");

        Assert.Equal((3, 0), (preview.RowsLookedAt, preview.Good));
        Assert.Equal(new("Day is not a date like M/d/yyyy.", 2, 2), preview.Problems[0]);
        Assert.Equal(new("It has 2 fields, the header has 7.", 1, 3), preview.Problems[1]);
    }

    [Fact]
    public void Words_that_are_not_understood_are_named()
    {
        var preview = Of(Header + "r1,S1,P1,Speech Therapy,1:1,10/5/2026,Seen\nr2,S1,P1,SPEECH,Pair,10/5/2026,Gone\n");

        Assert.Equal(["Speech Therapy"], NotUnderstood(preview, "service"));
        Assert.Equal(["Pair"], NotUnderstood(preview, "mode"));
        Assert.Equal(["Gone"], NotUnderstood(preview, "attendance"));
    }

    [Fact]
    public void A_needed_column_that_the_file_lacks_is_missing_and_the_rest_is_shown_all_the_same()
    {
        var preview = Of("ID,Student,Remark\nr1,S1,x\n");

        Assert.Contains("Day", preview.Fit.Missing);
        Assert.Equal(["Remark"], preview.Fit.Unknown);
        Assert.Equal("S1", ValueOf(preview, preview.Rows[0], "student_number"));
    }

    [Fact]
    public void No_more_rows_are_looked_at_than_a_page_can_wait_for()
    {
        var rows = string.Concat(Enumerable.Range(1, FilePreview.MostRows + 5).Select(row => $"r{row},S1,P1,SPEECH,1:1,10/5/2026,Seen\n"));

        var preview = Of(Header + rows);

        Assert.Equal((FilePreview.MostRows, FilePreview.ShownRows), (preview.RowsLookedAt, preview.Rows.Count));
    }

    private static FilePreview Of(string file) => FilePreview.Of(
        Encoding.UTF8.GetBytes(file), new("logs", ColumnMapping.Parse(Mapping)), TimeZoneInfo.Utc, Packs.NewHampshire.On(new(2026, 10, 5)));

    private static string ValueOf(FilePreview preview, PreviewedRow row, string column) =>
        row.Values[preview.Fit.Uses.Single(use => use.Column.Name == column).Column.Ordinal];

    private static IEnumerable<string> NotUnderstood(FilePreview preview, string column) =>
        preview.Columns.Single(each => each.Column.Name == column).Words.Where(word => !word.IsUnderstood).Select(word => word.Said);
}

using System.Text;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Tests.Files;

/// <summary>What makes a file as a whole unreadable, and what costs it one line only.</summary>
public sealed class CsvFileTests
{
    private const int MaxRowBytes = 65_536;
    private const string SaveAsUtf8 = "Save it as \"CSV UTF-8\" and send it again.";

    private static readonly FileFormat _format = new("visits");
    private static readonly Column _id = _format.Required("id", maxCharacters: 5);
    private static readonly Column _day = _format.Required("day");
    private static readonly Column _note = _format.Optional("note");

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "empty", [], "The file is empty." },
        { "a byte order mark and nothing else", [0xEF, 0xBB, 0xBF], "The file is empty." },
        { "blank lines only", "\r\n\n \t\n"u8.ToArray(), "The file is empty." },
        { "Windows-1252", Latin1("id,day\r\n1,2026-10-05\r\nÉ,2026-10-06\r\n"), $"The file is not UTF-8: byte 23 (line 3) cannot be read. {SaveAsUtf8}" },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id,day\n")], $"The file is UTF-16, not UTF-8. {SaveAsUtf8}" },
        { "UTF-16, big-endian", [.. Encoding.BigEndianUnicode.Preamble, 0], $"The file is UTF-16, not UTF-8. {SaveAsUtf8}" },
        { "missing column", "id,note\n"u8.ToArray(), "The header line does not fit. Column missing: day." },
        { "unknown columns", "id,day,colour,\n"u8.ToArray(), "The header line does not fit. Columns not known: colour, (a column without a name)." },
        { "duplicate column", "id,day,note,ID\n"u8.ToArray(), "The header line does not fit. Column there twice: ID." },
        { "all at once", "Id,note,note,x\n"u8.ToArray(), "The header line does not fit. Column missing: day. Column not known: x. Column there twice: note." },
        { "no header", "1,2026-10-05,Ann Lee\n"u8.ToArray(), "The first line is not the header of a visits file. It must name: id, day." },
        { "semicolons", "id;day;note\n"u8.ToArray(), "The first line is not the header of a visits file. It must name: id, day." },
        { "header with a quote too many", "id,\"day\n1,2026-10-05\n"u8.ToArray(), "The header line cannot be read. A quote is opened and not closed." },
        { "endless header", Encoding.ASCII.GetBytes(new string('x', 300_000)), "The header line cannot be read. It is longer than 64 KiB." },
    };

    public static TheoryData<string, string, string[]> Malformed => new()
    {
        { "nothing wrong", "1,2026-10-05,\n2,2026-10-06,\n", [] },
        { "header only", "", [] },
        { "CR LF, no line end at the end", "1,2026-10-05,\r\n2,2026-10-06,", [] },
        { "too few fields", "1,2026-10-05\n2,2026-10-06,\n", ["2: It has 2 fields, the header has 3."] },
        { "too many fields", "1,2026-10-05,,\n", ["2: It has 4 fields, the header has 3."] },
        { "NUL", "1,2026-10-05,a\0b\n2,2026-10-06,\n", ["2: It holds a NUL character."] },
        { "required value missing", " ,2026-10-05,\n", ["2: id is empty."] },
        { "field too long", "123456,2026-10-05,\n", ["2: id is longer than 5 characters."] },
        { "no such day", "1,2026-02-29,\n", ["2: day is not a date like 2026-10-05."] },
        { "all problems of a line", ",05/10/2026,\n", ["2: id is empty. day is not a date like 2026-10-05."] },
        { "stray quote", "1,2026-10-05,6' 2\" tall\n2,2026-10-06,\n", ["2: A quote stands inside a field that does not begin with one."] },
        { "text after a quote", "1,2026-10-05,\"a\"b\n2,2026-10-06,\n", ["2: Text follows a closing quote."] },
        { "blank lines are no rows", "\n1,2026-10-05,\n\n\nx\n", ["6: It has 1 fields, the header has 3."] },
        { "line numbers count lines inside quotes", "1,2026-10-05,\"a\r\nb\nc\"\r\nx\r\n", ["5: It has 1 fields, the header has 3."] },
        { "an open quote at the end", "1,2026-10-05,\n2,2026-10-06,\"a\n3,2026-10-07,b\n", ["3: A quote is opened and not closed."] },
        { "an open quote before other quotes", "1,2026-10-05,\"a\n2,2026-10-06,\"b\"\n3,2026-10-07,\"c\"\n", ["2: Text follows a closing quote."] },
        { "an open quote that swallows a row", "1,2026-10-05,\"a\n2,\",x\n3,2026-10-07,c\n", ["2: It has 4 fields, the header has 3.", "3: A quote is opened and not closed."] },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Refuses_a_file_that_cannot_be_read_at_all(string what, byte[] content, string message)
    {
        Assert.NotEmpty(what);

        var refusal = Assert.Throws<FileRefusedException>(() => CsvFile.Open(content, _format));

        Assert.Equal(message, refusal.Message);
    }

    [Theory, MemberData(nameof(Malformed))]
    public void A_line_that_cannot_be_read_costs_no_other_line(string what, string rows, string[] problems)
    {
        Assert.NotEmpty(what);

        var parsed = Read($"id,day,note\n{rows}").ToList();

        Assert.Equal(problems, parsed.Where(row => row.Problem is not null).Select(row => $"{row.Place.LineNumber}: {row.Problem}"));
    }

    [Fact]
    public void Columns_stand_in_any_order_and_case_behind_a_byte_order_mark_and_blanks_are_dropped()
    {
        var row = Assert.Single(Read("\uFEFFNOTE, Day ,id\r\n\" a, \"\"b\"\"\r\nc \", 2026-10-05\t, é1 \r\n"));

        Assert.Equal(("é1", new DateOnly(2026, 10, 5), "a, \"b\"\r\nc"), row.Value);
        Assert.Equal((2, null), (row.Place.LineNumber, row.Problem));
    }

    [Fact]
    public void An_optional_column_may_be_left_out() =>
        Assert.Equal(("1", new DateOnly(2026, 10, 5), ""), Assert.Single(Read("id,day\n1,2026-10-05\n")).Value);

    [Theory, InlineData(65_536), InlineData(70_000), InlineData(200_000), InlineData(1_000_000)]
    public void A_row_beyond_64_KiB_is_malformed_and_kept_cut(int length)
    {
        var content = Encoding.UTF8.GetBytes($"id,day,note\n1,2026-10-05,\n{new string('x', length + 1)}\n3,2026-10-05,\n");
        var file = CsvFile.Open(content, _format);

        var rows = Read(file).ToList();

        Assert.Equal([null, "It is longer than 64 KiB.", null], rows.Select(row => row.Problem));
        Assert.Equal([2, 3, 4], rows.Select(row => row.Place.LineNumber));
        Assert.Equal(MaxRowBytes, file.Malformed(rows[1].Place, "too long").RawLine.Length);
    }

    [Fact]
    public void An_open_quote_far_from_the_next_one_costs_its_own_line_only()
    {
        var after = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i % 100},2026-10-05,n\n"));

        var rows = Read($"id,day,note\n1,2026-10-05,\"open\n{after}").ToList();

        Assert.Equal(20_001, rows.Count);
        Assert.Equal((2, "A quote is opened and not closed."), (rows[0].Place.LineNumber, rows[0].Problem));
        Assert.DoesNotContain(rows.Skip(1), row => row.Problem is not null);
        Assert.Equal(20_002, rows[^1].Place.LineNumber);
    }

    [Fact]
    public void A_file_of_nothing_but_broken_lines_is_given_up()
    {
        var broken = $"id,day,note\n{string.Concat(Enumerable.Repeat("x\n", CsvFile.MaxMalformedLines + 1))}";

        var refusal = Assert.Throws<FileRefusedException>(() => Read(broken).Count());

        Assert.Equal("More than 100000 lines cannot be read; the latest, line 100002: It has 1 fields, the header has 3.", refusal.Message);
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static IEnumerable<ParsedRow<(string Id, DateOnly Day, string Note)>> Read(string content) =>
        Read(CsvFile.Open(Encoding.UTF8.GetBytes(content), _format));

    private static IEnumerable<ParsedRow<(string Id, DateOnly Day, string Note)>> Read(CsvFile file) =>
        file.Read(TimeZoneInfo.Utc, row => (row.Text(_id), row.Date(_day), row.Text(_note)));
}

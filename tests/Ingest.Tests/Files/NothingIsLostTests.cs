using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Tests.Files;

/// <summary>Whatever the bytes, every line stands in exactly one row, and at its own line number.</summary>
public sealed class NothingIsLostTests
{
    private static readonly FileFormat _format = new("visits");
    private static readonly Column _id = _format.Required("id");
    private static readonly Column _note = _format.Optional("note");

    /// <summary>The characters that mean something to CSV, often; others, seldom.</summary>
    private static readonly Gen<string> _text =
        Gen.Elements("a", ",", "\"", "\n", "\r\n", "\r", " ", "\"\"", "\n1,x\n", "\0", "é", "\"b,\nc\"").ListOf()
            .Select(string.Concat);

    [Fact]
    public void Every_byte_after_the_header_stands_in_one_row_or_on_a_blank_line() =>
        Check(content =>
        {
            var next = Encoding.ASCII.GetByteCount("id,note\n");
            foreach (var row in Read(content))
            {
                Assert.True(IsBlank(content.AsSpan(next, row.Place.Offset - next)));
                next = row.Place.Offset + row.Place.Length;
            }

            Assert.True(IsBlank(content.AsSpan(next)));
        });

    [Fact]
    public void A_row_stands_at_the_line_on_which_it_begins() =>
        Check(content =>
        {
            foreach (var row in Read(content))
            {
                var before = Encoding.UTF8.GetString(content, 0, row.Place.Offset).ReplaceLineEndings("\n");
                Assert.Equal(1 + before.Count(c => c == '\n'), row.Place.LineNumber);
            }
        });

    [Fact]
    public void Bytes_of_any_kind_are_refused_or_read() =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(7, 13),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
            {
                try
                {
                    _ = CsvFile.Open(bytes, _format);
                    return false; // it has no header
                }
                catch (FileRefusedException)
                {
                    return true;
                }
            }));

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept("\r\n \t"u8);

    private static void Check(Action<byte[]> property) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(40).WithReplay(7, 13),
            Prop.ForAll(_text.ToArbitrary(), text => property(Encoding.UTF8.GetBytes($"id,note\n{text}"))));

    private static IEnumerable<ParsedRow<(string Id, string Note)>> Read(byte[] content) =>
        CsvFile.Open(content, _format).Read(TimeZoneInfo.Utc, row => (row.Text(_id), row.Text(_note)));
}

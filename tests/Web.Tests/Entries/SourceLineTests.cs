using System.Text;
using MedicaidLogs.Web.Entries;

namespace MedicaidLogs.Web.Tests.Entries;

public sealed class SourceLineTests
{
    private const string File = "\uFEFFid,note\r\n1,one\r\n2,\"two\nlines, \"\"quoted\"\"\"\r\n3,three";

    [Theory]
    [InlineData(1, "id,note")]
    [InlineData(2, "1,one")]
    [InlineData(3, "2,\"two\nlines, \"\"quoted\"\"\"")]
    [InlineData(5, "3,three")]
    [InlineData(6, null)]
    public async Task Reads_the_record_that_begins_on_the_line(int lineNumber, string? expected) =>
        Assert.Equal(expected, await ReadAsync(File, lineNumber));

    [Fact]
    public async Task Finds_a_line_beyond_the_buffer_and_across_its_edge()
    {
        var file = string.Concat(Enumerable.Repeat(new string('x', 999) + "\n", 200)) + "the line\nafter it";

        Assert.Equal("the line", await ReadAsync(file, 201));
        Assert.Equal(new string('x', 999), await ReadAsync(file, 66)); // 65,536 bytes end within it
    }

    [Fact]
    public async Task An_endless_quote_is_cut_at_the_longest_row() =>
        Assert.Equal(SourceLine.MostBytes, (await ReadAsync("\"" + new string('x', 100_000), 1))!.Length);

    private static async Task<string?> ReadAsync(string file, int lineNumber)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return await SourceLine.ReadAsync(stream, lineNumber, CancellationToken.None);
    }
}

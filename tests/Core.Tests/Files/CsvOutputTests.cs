using System.Text;
using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Core.Tests.Files;

public sealed class CsvOutputTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@x", "\"'@x\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("a=1", "a=1")]
    public async Task Text_is_quoted_where_it_must_and_never_a_formula(string? text, string written) =>
        Assert.Equal(written + "\r\n", await WrittenAsync(csv => csv.Text(text).EndRow()));

    [Theory, InlineData(0, "0.00"), InlineData(5, "0.05"), InlineData(-5, "-0.05"), InlineData(123_456_789, "1234567.89")]
    public async Task Dollars_have_two_decimals(long cents, string written) =>
        Assert.Equal($"x,{written}\r\n", await WrittenAsync(csv => csv.Text("x").Dollars(cents).EndRow()));

    [Fact]
    public async Task Nothing_and_numbers_and_dates_have_their_columns() =>
        Assert.Equal(",-7,2026-10-06,\r\n", await WrittenAsync(csv => csv.Number(null).Number(-7).Date(new(2026, 10, 6)).Text("").EndRow()));

    private static async Task<string> WrittenAsync(Action<CsvOutput> write)
    {
        var stream = new MemoryStream();
        await using (var csv = new CsvOutput(stream))
        {
            write(csv);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

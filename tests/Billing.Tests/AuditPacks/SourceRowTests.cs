using System.Text;
using MedicaidLogs.Billing.AuditPacks;

namespace MedicaidLogs.Billing.Tests.AuditPacks;

public sealed class SourceRowTests
{
    [Theory]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n", 1, "a,b\r\n")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n", 3, "3,4\r\n")]
    [InlineData("a,b\n1,2\n3,4", 3, "3,4")]
    [InlineData("a,b\r1,2\r3,4", 2, "1,2\r")]
    [InlineData("a,b\n1,\"two\nlines\"\n3,4\n", 2, "1,\"two\nlines\"\n")]
    [InlineData("a,b\n1,\"two\r\nlines\"\r\n3,4\n", 4, "3,4\n")]
    [InlineData("a,b\n1,\"a \"\"quoted\"\" word\"\n3,4\n", 2, "1,\"a \"\"quoted\"\" word\"\n")]
    [InlineData("a,b\n", 2, "")]
    [InlineData("", 1, "")]
    public async Task Cuts_the_row_that_begins_on_the_line(string file, int line, string row) =>
        Assert.Equal(row, Encoding.UTF8.GetString(await SourceRow.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), line, default)));

    [Fact]
    public async Task A_quote_that_never_ends_is_cut_at_the_limit_of_a_row() =>
        Assert.Equal(64 * 1024, (await SourceRow.ReadAsync(new MemoryStream(Encoding.ASCII.GetBytes('"' + new string('x', 100_000))), 1, default)).Length);
}

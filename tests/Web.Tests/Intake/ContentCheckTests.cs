using System.Text;
using MedicaidLogs.Web.Intake;

namespace MedicaidLogs.Web.Tests.Intake;

public sealed class ContentCheckTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", FileContent.Text)]
    [InlineData("\uFEFFa,b\n", FileContent.Text)]
    [InlineData("ISA,b\n", FileContent.Text)]
    [InlineData("ISA_NUMBER,b\n", FileContent.Text)]
    [InlineData("ISA*00*", FileContent.X12)]
    [InlineData("\r\nISA|00|", FileContent.X12)]
    [InlineData("PK\u0003\u0004", FileContent.Workbook)]
    [InlineData("%PDF-1.7", FileContent.Pdf)]
    public void A_file_is_what_its_first_bytes_say(string begins, FileContent content)
    {
        foreach (var asked in Enum.GetValues<FileContent>())
        {
            Assert.Equal(asked == content, ContentCheck.Refusal(Encoding.UTF8.GetBytes(begins), asked) is null);
        }
    }

    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData("MZ\u0001", "It is a program.")]
    [InlineData("\u007FELF", "It is a program.")]
    [InlineData("GIF89a", "It is a picture.")]
    [InlineData("<!doctype html>", "It is a web page.")]
    [InlineData("a,b\n1,\0\n", "It is no text.")]
    public void What_no_page_takes_is_named(string begins, string words)
    {
        foreach (var asked in Enum.GetValues<FileContent>())
        {
            Assert.StartsWith(words, ContentCheck.Refusal(Encoding.UTF8.GetBytes(begins), asked), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_two_may_come_either_does() =>
        Assert.Null(ContentCheck.Refusal("PK\u0003\u0004"u8, FileContent.Text, FileContent.Workbook));
}

using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Tests.Ids;

public class NpiTests
{
    [Theory]
    [InlineData("1234567893")] // The example of CMS's own check digit paper.
    [InlineData("1993999998")]
    [InlineData("2000000002")]
    [InlineData(" 1234567893 ")]
    public void Takes_ten_digits_with_a_good_check_digit(string text)
    {
        Assert.True(Npi.TryParse(text, out var npi));
        Assert.Equal(text.Trim(), npi.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789")]
    [InlineData("12345678930")]
    [InlineData("1234567890")] // wrong check digit
    [InlineData("1324567893")] // two digits swapped
    [InlineData("3234567898")] // starts with 3
    [InlineData("0000000000")]
    [InlineData("12345678９3")] // a full-width digit is no digit here
    [InlineData("123456789X")]
    public void Refuses_everything_else(string text)
    {
        Assert.False(Npi.TryParse(text, out var npi));
        Assert.True(npi.IsEmpty);
    }

    [Fact]
    public void Each_nine_digits_have_exactly_one_check_digit()
    {
        for (var nine = 123_456_700; nine < 123_456_800; nine++)
        {
            Assert.Single(Enumerable.Range(0, 10), last => Npi.TryParse($"{nine}{last}", out _));
        }
    }

    [Fact]
    public void Parse_never_tells_the_text_it_refused()
    {
        var refusal = Assert.Throws<FormatException>(() => Npi.Parse("1234567890"));

        Assert.DoesNotContain("1234567890", refusal.Message, StringComparison.Ordinal);
    }
}

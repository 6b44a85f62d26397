using System.Text.RegularExpressions;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Tests.Ids;

public class MedicaidIdTests
{
    private static readonly Regex ElevenDigits = new("[0-9]{11}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex TwoLettersFiveDigits = new("[A-Z]{2}[0-9]{5}[A-Z]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("12345678901", true)]
    [InlineData(" 12345678901 ", true)]
    [InlineData("1234567890", false)]
    [InlineData("123456789012", false)] // the pattern must match all of it
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Is_held_to_the_payers_pattern(string? text, bool taken) =>
        Assert.Equal(taken, MedicaidId.TryParse(text, ElevenDigits, out _));

    [Fact]
    public void Is_kept_in_upper_case()
    {
        Assert.True(MedicaidId.TryParse("ab12345c", TwoLettersFiveDigits, out var id));
        Assert.Equal("AB12345C", id.Value);
    }

    [Fact]
    public void Hides_itself_when_printed()
    {
        Assert.True(MedicaidId.TryParse("12345678901", ElevenDigits, out var id));
        Assert.DoesNotContain("123", $"{id}", StringComparison.Ordinal);
    }
}

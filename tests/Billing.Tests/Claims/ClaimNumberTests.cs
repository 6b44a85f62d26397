using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Tests.Claims;

public sealed class ClaimNumberTests
{
    [Theory]
    [InlineData(1, 1, "M000100000001W", "M000100000001W07")]
    [InlineData(7, 123_456, "M000700003RJ0C", "M000700003RJ0C07")]
    [InlineData(1_048_575, 1_099_511_627_775, "MZZZZZZZZZZZZC", "MZZZZZZZZZZZZC07")]
    public void Numbers_stay_what_they_are_for_ever(int district, long claim, string text, string ofLine7)
    {
        var number = new ClaimNumber(new DistrictId(district), claim);

        Assert.Equal((text, ofLine7), (number.ToString(), number.OfLine(7)));
    }

    [Fact]
    public void What_is_written_is_read_in_either_case() => Check.One(Seeded.Config(500), Prop.ForAll(
        Gen.Choose(1, 1_048_575).Two().ToArbitrary(),
        ids =>
        {
            var number = new ClaimNumber(new DistrictId(ids.Item1), (long)ids.Item1 * ids.Item2);
            return ClaimNumber.TryParse(number.ToString().ToLowerInvariant(), out var read) && read == number;
        }));

    [Fact]
    public void One_wrong_character_is_noticed()
    {
        var text = new ClaimNumber(new DistrictId(7), 123_456).ToString();
        for (var i = 1; i < text.Length; i++)
        {
            var wrong = string.Concat(text.AsSpan(0, i), text[i] == 'A' ? "B" : "A", text.AsSpan(i + 1));
            Assert.False(ClaimNumber.TryParse(wrong, out _), wrong);
        }
    }

    [Theory, InlineData(""), InlineData("M000100000001WX"), InlineData("N000100000001W"), InlineData("M000I00000001W"), InlineData("M0000000000000")]
    public void Nothing_else_is_a_claim_number(string text) => Assert.False(ClaimNumber.TryParse(text, out _));
}

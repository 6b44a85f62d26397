using System.Text;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Core.Tests.Accounts;

public sealed class OneTimeCodeTests
{
    private static readonly byte[] _key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238 appendix B, whose eight digits end in these six.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Makes_the_codes_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, OneTimeCode.Of(_key, OneTimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(61, false)]
    public void A_clock_may_be_off_by_one_step(int secondsOff, bool found)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var code = OneTimeCode.Of(_key, OneTimeCode.StepAt(now.AddSeconds(secondsOff)));

        Assert.Equal(found ? OneTimeCode.StepAt(now.AddSeconds(secondsOff)) : null, OneTimeCode.Find(_key, code, now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    public void A_code_has_six_digits(string code) => Assert.Null(OneTimeCode.Find(_key, code, DateTimeOffset.FromUnixTimeSeconds(59)));

    /// <summary>RFC 4648 section 10, without the padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_key_is_written_as_apps_take_it(string key, string text) => Assert.Equal(text, OneTimeCode.TextOf(Encoding.ASCII.GetBytes(key)));
}

using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Tests.HouseRules;

/// <summary>What the compiler would let pass. Each rule says what to use instead; an exception to a rule says why.</summary>
public sealed partial class BannedCallsTests
{
    private static readonly string[] _product = ["src", "SeedData"];
    private static readonly string[] _everything = ["src", "SeedData", "tests"];

    /// <summary>Where <c>catch (Exception)</c> may stand: the file and the reason. Everything else names what it can handle.</summary>
    private static readonly Dictionary<string, string> _lastResorts = new()
    {
        ["src/Worker/Jobs/JobRunner.cs"] = "whatever ends a job, its row says so and a person sees it",
    };

    [Fact]
    public void Time_comes_from_a_TimeProvider() => AssertNone(SystemClock(), _everything);

    [Fact]
    public void Nothing_sleeps_on_a_thread() => AssertNone(ThreadSleep(), _everything);

    [Fact]
    public void Nothing_asks_for_the_machines_culture() => AssertNone(MachineCulture(), _everything);

    [Fact]
    public void Money_is_whole_cents_in_a_long() => AssertNone(FloatingMoney(), _product);

    [Fact]
    public void No_value_is_interpolated_into_SQL() => AssertNone(InterpolatedSql(), _product);

    [Fact]
    public void Only_a_last_resort_catches_everything() =>
        Assert.Equal(
            _lastResorts.Keys.Order(StringComparer.Ordinal),
            from file in SourceFile.Under(_product)
            where CatchAll().IsMatch(file.Code)
            orderby file.Path
            select file.Path);

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = DateTimeOffset.Now;")]
    [InlineData("var day = DateTime.Today;")]
    public void Sees_the_system_clock(string code) => Assert.Matches(SystemClock(), code);

    [Theory]
    [InlineData("decimal chargeCents = 0;")]
    [InlineData("public double? PaidAmount { get; }")]
    [InlineData("record Line(float Charge);")]
    public void Sees_floating_money(string code) => Assert.Matches(FloatingMoney(), code);

    [Theory]
    [InlineData("$\"select * from t where id = {id}\"")]
    [InlineData("$\"\"\"\n  delete from t\n  where id = {id}\n  \"\"\"")]
    [InlineData("$@\"insert into t values ({id})\"")]
    [InlineData("$\"{start} update t set a = {a}\"")]
    public void Sees_interpolated_SQL(string code) => Assert.Matches(InterpolatedSql(), code);

    [Theory]
    [InlineData("$\"Select the {kind} file\"")]
    [InlineData("\"select 1 from t\"")]
    [InlineData("$\"{count} rows\"; const string Sql = \"select 1 from t\";")]
    public void Takes_no_other_text_for_SQL(string code) => Assert.DoesNotMatch(InterpolatedSql(), code);

    [Theory, InlineData("catch (Exception)", true), InlineData("catch (Exception fault)", true), InlineData("catch\n{", true)]
    [InlineData("catch (IOException fault)", false), InlineData("catch (Exception fault) when (fault is IOException)", false)]
    public void Sees_a_catch_of_everything(string code, bool seen) => Assert.Equal(seen, CatchAll().IsMatch(code));

    private static void AssertNone(Regex banned, string[] directories)
    {
        var found =
            from file in SourceFile.Under(directories)
            where !file.Path.EndsWith($"/{nameof(BannedCallsTests)}.cs", StringComparison.Ordinal)
            from Match match in banned.Matches(file.Code)
            select $"{file.At(match)}: {match.Value}";
        Assert.Equal("", string.Join('\n', found));
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex SystemClock();

    [GeneratedRegex(@"\bThread\.Sleep\b")]
    private static partial Regex ThreadSleep();

    [GeneratedRegex(@"\bCurrent(UI)?Culture\b")]
    private static partial Regex MachineCulture();

    [GeneratedRegex(@"\b(double|float|decimal)\??\s+\w*([Cc]ents|[Cc]harge|[Aa]mount)\w*")]
    private static partial Regex FloatingMoney();

    /// <summary>An interpolated text, raw or not, that holds a statement's head.</summary>
    [GeneratedRegex(
        """(\$+"{3}(?:(?!"{3}).)*?|\$@?"(?!"")[^"\n]*?)\b(select\s[^"]*?\sfrom|insert\s+into|update\s+\S+\s+set|delete\s+from)\b""",
        RegexOptions.Singleline)]
    private static partial Regex InterpolatedSql();

    [GeneratedRegex(@"\bcatch\s*(\{|\(\s*(System\.)?Exception\b[^)]*\)(?!\s*when\b))")]
    private static partial Regex CatchAll();
}

using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Reconciliation;

public class FederalMatchTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src/Billing/Reconciliation");
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs/federal-share.md"));

    [Theory]
    [InlineData("OH", "2025-09-30", 6460)]
    [InlineData("OH", "2025-10-01", 6485)]
    [InlineData("TX", "2023-12-31", 6165)]
    [InlineData("TX", "2024-01-01", 6015)]
    [InlineData("nh", "2031-01-01", 5000)]
    public void The_rate_is_that_of_the_day_on_which_the_payer_paid(string state, string paid, int basisPoints) =>
        Assert.Equal(basisPoints, FederalMatch.On(state, DateOnly.Parse(paid, CultureInfo.InvariantCulture))?.BasisPoints);

    [Theory, InlineData("NH", "2023-09-30"), InlineData("ZZ", "2026-10-01")]
    public void Nothing_is_guessed_for_a_day_or_state_that_is_not_listed(string state, string paid) =>
        Assert.Null(FederalMatch.On(state, DateOnly.Parse(paid, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_rate_that_nobody_verified_says_so()
    {
        Assert.False(FederalMatch.On("OH", new(2026, 11, 20))!.IsVerified);
        Assert.True(FederalMatch.On("NH", new(2026, 11, 20))!.IsVerified);
    }

    [Theory]
    [InlineData(100, 6485, 65, 35)]
    [InlineData(1, 5000, 1, 0)]
    [InlineData(-1, 5000, -1, 0)]
    [InlineData(10_001, 5000, 5_001, 5_000)]
    [InlineData(0, 5983, 0, 0)]
    public void Half_a_cent_goes_to_the_federal_side(long paid, int basisPoints, long federal, long local) =>
        Assert.Equal(new MatchShares(federal, local), new MatchRate(default, basisPoints, "test").Split(paid));

    [Fact]
    public void Shares_add_up_and_a_payment_taken_back_splits_as_it_did() =>
        Check.One(Seeded.Config(500), Prop.ForAll(Payments.ToArbitrary(), Gen.Choose(5_000, 10_000).ToArbitrary(), (rows, basisPoints) =>
        {
            var rate = new MatchRate(default, basisPoints, "test");
            var shares = rate.Split(rows);
            var total = rate.Split(rows.Sum());

            return shares.Zip(rows).All(row => row.First.FederalCents + row.First.LocalCents == row.Second)
                && shares.Zip(rows).All(row => Math.Abs(row.First.FederalCents - rate.Split(row.Second).FederalCents) <= 1)
                && shares.Sum(share => share.FederalCents) == total.FederalCents
                && rate.Split(-rows.Sum()) == new MatchShares(-total.FederalCents, -total.LocalCents);
        }));

    [Theory]
    [InlineData("TX", "2026-09-30", "2025-10-01", "2026-09-30")]
    [InlineData("TX", "2026-10-01", "2026-10-01", "2027-09-30")]
    [InlineData("OH", "2026-06-30", "2025-07-01", "2026-06-30")]
    [InlineData("nh", "2026-10-05", "2026-07-01", "2027-06-30")]
    public void A_service_falls_in_its_years_settlement(string state, string service, string from, string to)
    {
        var period = CostSettlement.Of(state, DateOnly.Parse(service, CultureInfo.InvariantCulture))!.Value;

        Assert.Equal((from, to), ($"{period.From:yyyy-MM-dd}", $"{period.To:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_state_that_is_not_listed_settles_nothing() => Assert.Null(CostSettlement.Of("ZZ", new(2026, 10, 1)));

    [Theory, InlineData("fmap"), InlineData("settlement")]
    public void A_file_keeps_its_schema(string name)
    {
        var file = Parse($"Data/{name}.json");

        Assert.Equal($"../{name}.schema.json", file.GetProperty("$schema").GetString());
        Assert.Empty(JsonSchemaFaults.Of(Parse($"{name}.schema.json"), file));
        Assert.Equal(States(name).Distinct(), States(name));
    }

    [Theory]
    [InlineData("""{ "from": "2025-10-02", "basisPoints": 5000, "source": "a" }""", "$.states[0].rates[0].from: breaks pattern")]
    [InlineData("""{ "from": "2025-10-01", "basisPoints": 64, "source": "a" }""", "$.states[0].rates[0].basisPoints: breaks minimum")]
    [InlineData("""{ "from": "2025-10-01", "basisPoints": 5000 }""", "$.states[0].rates[0].source: missing")]
    public void A_broken_rate_is_told(string rate, string fault)
    {
        var file = JsonDocument.Parse($$"""{ "title": "a", "states": [{ "state": "NH", "rates": [{{rate}}] }] }""").RootElement;

        Assert.StartsWith(fault, Assert.Single(JsonSchemaFaults.Of(Parse("fmap.schema.json"), file)), StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_stand_by_date_the_earliest_first() =>
        Assert.All(States("fmap"), state =>
        {
            var days = FederalMatch.RatesOf(state).Select(rate => rate.From).ToList();
            Assert.Equal(days.Distinct().Order(), days);
        });

    [Fact]
    public void The_document_tells_every_rate_and_every_year()
    {
        var rates = States("fmap").SelectMany(state => FederalMatch.RatesOf(state).Select(rate => string.Create(
            CultureInfo.InvariantCulture, $"| {state} | {rate.From:yyyy-MM-dd} | {rate.BasisPoints / 100m:0.00} | {rate.Source} |")));
        var years = Parse("Data/settlement.json").GetProperty("states").EnumerateArray()
            .Select(year => $"| {year.GetProperty("state")} | {year.GetProperty("firstMonth")} | {year.GetProperty("source")} |");

        Assert.Equal(rates.Concat(years), Document.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line[4] == ' ' && char.IsUpper(line[3])));
    }

    private static Gen<List<long>> Payments => Gen.Choose(-100_000, 100_000).Select(cents => (long)cents).ListOf().Select(rows => rows.ToList());

    private static List<string> States(string name) =>
        [.. Parse($"Data/{name}.json").GetProperty("states").EnumerateArray().Select(state => state.GetProperty("state").GetString()!)];

    private static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, path))).RootElement;
}

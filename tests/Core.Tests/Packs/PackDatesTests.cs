using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Core.Tests.Packs;

public sealed class PackDatesTests
{
    [Theory]
    [InlineData("2020-01-01", 7)]
    [InlineData("2025-07-01", 7)]
    [InlineData("2026-10-14", 7)]
    [InlineData("2026-10-15", 3)]
    [InlineData("2030-01-01", 3)]
    public void A_value_holds_from_its_day_until_the_next_and_the_first_for_all_days_before(string day, int lateDays)
    {
        var pack = PackText.With(pack => pack["values"]!["log.lateDays"] = PackText.Dated(("2025-07-01", "7"), ("2026-10-15", "3")));

        Assert.Equal(lateDays, pack.On(Day(day)).LateDays);
    }

    [Fact]
    public void A_value_that_begins_later_than_the_others_holds_for_days_before_it_too()
    {
        var pack = PackText.With(pack => pack["values"]!["group.maxSize"] = PackText.Dated(("2026-10-15", "6")));

        Assert.Equal(6, pack.On(Day("2025-09-01")).GroupMaxSize);
    }

    [Fact]
    public void A_code_row_ends_and_another_follows()
    {
        var pack = PackText.With(pack =>
        {
            var codes = pack["codes"]!.AsArray();
            var next = codes[0]!.DeepClone();
            codes[0]!["to"] = "2026-10-14";
            next["from"] = "2026-10-15";
            next["procedure"] = "92521";
            codes.Add(next);
        });

        Assert.Equal("92507", CodeOn("2026-10-14"));
        Assert.Equal("92521", CodeOn("2026-10-15"));

        string? CodeOn(string day) => pack.On(Day(day)).CodeFor("SPEECH", SessionMode.Individual, "SLP", 30)?.Procedure;
    }

    [Fact]
    public void After_the_last_row_nothing_bills_the_session()
    {
        var pack = PackText.With(pack => pack["codes"]![0]!["to"] = "2026-10-14");

        Assert.True(pack.On(Day("2026-10-14")).Bills("SPEECH", SessionMode.Individual, 30));
        Assert.False(pack.On(Day("2026-10-15")).Bills("SPEECH", SessionMode.Individual, 30));
    }

    [Fact]
    public void What_a_row_need_not_say_may_be_left_out()
    {
        var pack = PackText.With(pack =>
        {
            foreach (var member in new[] { "to", "minutes", "dayCapUnits" })
            {
                pack["codes"]![0]!.AsObject().Remove(member);
            }
        });

        Assert.NotNull(pack.On(Day("2026-10-01")).CodeFor("SPEECH", SessionMode.Individual, "SLP", 30));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}

using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Core.Tests.Packs;

/// <summary>What sets the states apart, as their sources say it.</summary>
public sealed class ShippedStatesTests
{
    private static readonly PackRules _texas = RulePack.Shipped("tx").On(new(2026, 10, 1));
    private static readonly PackRules _ohio = RulePack.Shipped("oh").On(new(2026, 10, 1));

    [Theory]
    [InlineData(SessionMode.Individual)]
    [InlineData(SessionMode.Group)]
    public void Texas_counts_therapy_in_quarter_hours_so_that_68_minutes_are_5_units(SessionMode mode)
    {
        foreach (var (service, credential) in new[] { ("SPEECH", "SLP"), ("OT", "OT"), ("PT", "PTA") })
        {
            Assert.Equal("5", _texas.CodeFor(service, mode, credential, 68)!.Units.UnitsOf(68, 2).ToString());
        }
    }

    [Theory]
    [InlineData(3, "0")]
    [InlineData(57, "0.9")]
    [InlineData(58, "1")]
    public void Texas_counts_a_psychological_evaluation_in_tenths_of_an_hour(int minutes, string units) =>
        Assert.Equal(units, _texas.CodeFor("PSYCH_EVAL", SessionMode.Individual, "PSY", minutes)!.Units.UnitsOf(minutes, 1).ToString());

    [Fact]
    public void Texas_takes_a_referral_for_audiology_for_three_years() => Assert.Equal(36, _texas.Services["AUDIOLOGY"].OrderMonths);

    [Theory]
    [InlineData("2024-09-30", "U5 UD")]
    [InlineData("2024-10-01", "U5")]
    public void Texas_dropped_the_group_modifier_of_personal_care(string day, string modifiers) =>
        Assert.Equal(modifiers, RulePack.Shipped("tx").On(DateOnly.Parse(day)).CodeFor("PERSONAL_CARE", SessionMode.Group, "AIDE", 30)!.ModifierText);

    [Fact]
    public void Texas_pays_one_speech_evaluation_in_180_days_and_never_shares_an_aide()
    {
        Assert.Equal((1, 180), (_texas.Services["SPEECH_EVAL"].Evaluation!.Most, _texas.Services["SPEECH_EVAL"].Evaluation!.WithinDays));
        Assert.False(_texas.AidesShareMinutes);
        Assert.Contains("activity", _texas.RequiredLogTexts);
    }

    [Fact]
    public void Ohio_wants_progress_every_90_days_and_an_answer_within_90() =>
        Assert.Equal((90, 90), (_ohio.ProgressDays, _ohio.ResponseDays));

    [Fact]
    public void Texas_serves_until_20_and_Ohio_from_3_and_both_take_claims_for_a_year()
    {
        Assert.Equal(21, _texas.MaxAgeYears);
        Assert.Equal((3, 21), (_ohio.MinAgeYears, _ohio.MaxAgeYears));
        Assert.Equal((365, 365), (_texas.FilingLimitDays, _ohio.FilingLimitDays));
    }

    [Fact]
    public void Ohio_bills_504_plans_and_the_others_do_not()
    {
        Assert.Contains("504", _ohio.BilledPlanTypes);
        Assert.DoesNotContain("504", _texas.BilledPlanTypes);
        Assert.DoesNotContain("504", RulePack.Shipped("nh").On(new(2026, 10, 1)).BilledPlanTypes);
    }

    [Fact]
    public void Ohio_pays_transport_by_the_trip() =>
        Assert.Equal("2", _ohio.CodeFor("TRANSPORT", SessionMode.Individual, "DRIVER", 40)!.Units.UnitsOf(40, 2).ToString());
}

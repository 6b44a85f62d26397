using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ZeroUnitsTests
{
    // By the nearest-8 rule 7 minutes are no unit and 8 are one.
    [Theory, InlineData(7, true), InlineData(8, false)]
    public void A_session_alone_must_reach_a_unit(int minutes, bool found) =>
        Assert.Equal(found, Therapy().Lasting(minutes).Draws(ZeroUnits.Check));

    [Fact]
    public void Short_sessions_of_a_day_are_summed_before_rounding() =>
        Assert.Empty(Therapy().Lasting(4).Beside(later => later.At(13, 0, 4)).AllCodes());

    [Fact]
    public void Those_of_another_provider_are_another_line() =>
        Assert.True(Therapy().Lasting(4).Beside(later => later.By("P2").At(13, 0, 4)).Draws(ZeroUnits.Check));

    [Fact]
    public void What_will_not_be_billed_does_not_help() =>
        Assert.Equal([ZeroUnits.Code], Therapy().Lasting(4).Beside(later => later.At(13, 0, 4).Log(log => log with { SignedBy = "" })).AllCodes());

    [Fact]
    public void What_exceeds_the_cap_does_not_help() =>
        Assert.Equal([ZeroUnits.Code], Therapy().Lasting(5).Beside(later => later.At(10, 0, 130)).AllCodes());

    [Fact]
    public void Too_few_minutes_draw_this_code_and_no_other()
    {
        var session = Therapy().Lasting(7);

        Assert.Equal([ZeroUnits.Code], session.AllCodes());
        Assert.Equal(Severity.NotBillable, session.FindingOf(ZeroUnits.Check)!.Severity);
    }

    [Fact]
    public void Times_that_make_no_session_are_not_too_short() =>
        Assert.DoesNotContain(ZeroUnits.Code, Therapy().Lasting(0).AllCodes());

    private static EntryBuilder Therapy() => An.Entry()
        .In(new DistrictBuilder().With(DistrictBuilder.Provider("P1", 1, "OT")).With(DistrictBuilder.Provider("P2", 2, "OT")))
        .OnGridRow("180 min daily", service: "OT")
        .Of("OT");
}

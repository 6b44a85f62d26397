using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NotInCodeMapTests
{
    [Theory]
    [InlineData("SPEECH", SessionMode.Individual, false)]
    [InlineData("SPEECH", SessionMode.Group, false)]
    [InlineData("NURSING", SessionMode.Group, true)]
    [InlineData("SPEECH", SessionMode.Consult, false)] // IEP_CONSULT reports it
    [InlineData("MEETING", SessionMode.Individual, false)] // IEP_MEETING reports it
    [InlineData("no such service", SessionMode.Individual, false)] // LOG_SERVICE reports it
    public void A_service_is_billed_in_the_modes_of_the_code_map(string service, SessionMode mode, bool found) =>
        Assert.Equal(found, An.Entry().Of(service, mode).Draws(NotInCodeMap.Check));

    [Theory, InlineData(15, true), InlineData(16, false)]
    public void Counseling_under_16_minutes_has_no_code(int minutes, bool found) =>
        Assert.Equal(found, Counseling().Lasting(minutes).Draws(NotInCodeMap.Check));

    [Fact]
    public void A_session_too_short_for_any_code_draws_this_code_and_no_other()
    {
        var session = Counseling().Lasting(15);

        Assert.Equal([NotInCodeMap.Code], session.AllCodes());
        Assert.Equal(["COUNSELING", "individual", "15"], session.FindingOf(NotInCodeMap.Check)!.Saw);
    }

    [Fact]
    public void Missing_or_impossible_times_are_no_question_of_codes()
    {
        Assert.False(Counseling().Log(log => log with { End = null }).Draws(NotInCodeMap.Check));
        Assert.False(Counseling().Lasting(0).Draws(NotInCodeMap.Check));
    }

    private static EntryBuilder Counseling() => An.Entry()
        .In(new DistrictBuilder().With(DistrictBuilder.Provider("P1", 1, "LCSW")))
        .OnGridRow("30 min 2x/week", service: "COUNSELING")
        .Of("COUNSELING");
}

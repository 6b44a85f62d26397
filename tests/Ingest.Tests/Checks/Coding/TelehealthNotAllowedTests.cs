using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class TelehealthNotAllowedTests
{
    [Theory, InlineData("SPEECH", false), InlineData("PT", true), InlineData("no such service", false)]
    public void Some_services_may_be_given_by_telehealth(string service, bool found) =>
        Assert.Equal(found, Online(service).Draws(TelehealthNotAllowed.Check));

    [Fact]
    public void Another_one_draws_this_code_and_no_other() =>
        Assert.Equal([TelehealthNotAllowed.Code], Online("PT").AllCodes());

    [Fact]
    public void In_person_all_are_fine() => Assert.False(An.Entry().Of("PT").Draws(TelehealthNotAllowed.Check));

    [Fact]
    public void A_consultation_is_not_billed_anyway() =>
        Assert.False(Online("PT").Of("PT", SessionMode.Consult).Draws(TelehealthNotAllowed.Check));

    private static EntryBuilder Online(string service) => An.Entry()
        .In(new DistrictBuilder().With(DistrictBuilder.Provider("P1", 1, service == "PT" ? "PT" : "SLP")))
        .OnGridRow("30 min 2x/week", service)
        .Of(service)
        .Log(log => log with { Telehealth = true });
}

using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class FederallyFundedTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("2026-10-06", null, true)]
    [InlineData("2026-10-07", null, false)]
    [InlineData("2026-07-01", "2026-10-06", true)]
    [InlineData("2026-07-01", "2026-10-05", false)]
    public void A_session_on_a_day_of_federal_pay_is_not_billed(string? from, string? to, bool found) =>
        Assert.Equal(found, Funded(from, to).Draws(FederallyFunded.Check));

    [Fact]
    public void It_is_final_for_Medicaid_and_nothing_else_is_found() =>
        Assert.Equal([FederallyFunded.Code], Funded("2026-07-01", null).AllCodes());

    [Fact]
    public void The_finding_is_not_billable_and_names_the_provider()
    {
        var finding = Funded("2026-07-01", null).FindingOf(FederallyFunded.Check)!;

        Assert.Equal((Severity.NotBillable, "provider", "2026-07-01"), (finding.Severity, finding.RecordKind, finding.Saw[0]));
    }

    [Fact]
    public void A_consultation_is_never_billed_anyway() =>
        Assert.False(Funded("2026-07-01", null).Of("SPEECH", SessionMode.Consult).Draws(FederallyFunded.Check));

    private static EntryBuilder Funded(string? from, string? to) =>
        An.Entry().WithProvider(provider => provider with { FederalFrom = Day.OrNone(from), FederalTo = Day.OrNone(to) });
}

using MedicaidLogs.Billing.Tests.X12;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

public class PayerRemittanceTests
{
    private static readonly DateOnly PaidOn = new(2026, 11, 20);

    [Fact]
    public void Pays_a_part_and_says_what_it_took_off()
    {
        var payer = new SimulatedPayer();
        payer.Take(AClaimFile.OfLines(2));

        var remittance = ARemittance.Of(payer.Remit(PaidOn));

        Assert.Equal((72_80, "I", "ACH", PaidOn), (remittance.Payment.PaymentCents, remittance.Payment.Handling, remittance.Payment.Method, remittance.Payment.PaidDate));
        var claim = remittance.Claim;
        Assert.Equal(("CL0001", "1", 91_00, 72_80), (claim.ClaimNumber, claim.Status, claim.ChargeCents, claim.PaidCents));
        Assert.Equal(["L0001", "L0002"], claim.Lines.Select(line => line.LineNumber));
        Assert.Equal([new("CO", "45", 9_10)], claim.Lines[0].Adjustments);
        Assert.Equal(36_40, payer.Books.Lines["L0001"].PaidCents);
        Assert.Equal((91_00, 72_80, 18_20, true), Booked(payer, ("CO", "45")));
        Assert.Equal(72_80, payer.Books.PaymentCents);
        Assert.Equal(ClaimFate.Told, payer.Books.Fates["CL0001"]);
    }

    [Fact]
    public void Pays_the_claims_first_cents()
    {
        var claim = Remitted(Decision.PayPartly(50_00, "119"), lines: 3).Claim;

        Assert.Equal([45_50, 4_50, 0L], claim.Lines.Select(line => line.PaidCents));
        Assert.Equal(["", "CO119", "CO119"], claim.Lines.Select(Reasons));
    }

    [Fact]
    public void Denies_with_reasons_and_remarks()
    {
        var remittance = Remitted(Decision.Deny("CO", "16", "N290", "M76"));

        Assert.Equal((0, "H", "NON"), (remittance.Payment.PaymentCents, remittance.Payment.Handling, remittance.Payment.Method));
        Assert.Equal(("4", 0L), (remittance.Claim.Status, remittance.Claim.PaidCents));
        Assert.Equal([new("CO", "16", 45_50)], remittance.Claim.Lines[0].Adjustments);
        Assert.Equal(["N290", "M76"], remittance.Claim.Lines[0].Remarks);
    }

    [Fact]
    public void Denies_a_claim_without_its_lines()
    {
        var claim = Remitted(Decision.Deny("CO", "29", "N211") with { LeavesLinesOut = true }, lines: 2).Claim;

        Assert.Empty(claim.Lines);
        Assert.Equal([new("CO", "29", 91_00)], claim.Adjustments);
        Assert.Equal(["N211"], claim.Remarks);
    }

    [Fact]
    public void Decides_by_line()
    {
        var claim = Remitted(
            Decision.ByLine(line => line.LineNumber == "L0001" ? LineDecision.Deny(line, "CO", "97") : LineDecision.Pay(line, 100)), lines: 2).Claim;

        Assert.Equal(("1", 45_50), (claim.Status, claim.PaidCents));
        Assert.Equal(["CO97", ""], claim.Lines.Select(Reasons));
    }

    [Fact]
    public void Leaves_a_part_to_the_patient()
    {
        var claim = Remitted(Decision.ByLine(_ => new([new("CO", "45", 5_00), new("PR", "3", 2_00), new("PR", "1", 1_00)]))).Claim;

        Assert.Equal((3_00, 37_50), (claim.PatientCents, claim.PaidCents));
        Assert.Equal("CO45 PR3 PR1", Reasons(claim.Lines[0]));
    }

    [Fact]
    public void Takes_off_the_claim_itself()
    {
        var payer = Payer(Decision.Pay(100) with { OfClaim = [new("CO", "104", 10_00)], Remarks = ["MA01"] });

        var claim = ARemittance.Of(payer.Remit(PaidOn)).Claim;

        Assert.Equal((35_50, 45_50), (claim.PaidCents, claim.Lines[0].PaidCents));
        Assert.Equal([new("CO", "104", 10_00)], claim.Adjustments);
        Assert.Equal(["MA01"], claim.Remarks);
        Assert.Equal((45_50, 35_50, 10_00, false), Booked(payer, ("CO", "104")));
    }

    [Fact]
    public void Holds_many_reasons_in_cas_of_six()
    {
        var eight = Enumerable.Range(1, 8).Select(reason => new Adjustment("CO", $"{reason}", reason, reason * 1_000)).ToArray();

        var line = Remitted(Decision.ByLine(_ => new(eight))).Claim.Lines[0];

        Assert.Equal(eight, line.Adjustments);
    }

    [Fact]
    public void Splits_a_claim_over_two()
    {
        var payer = Payer(Decision.Pay(100) with { Parts = 2 }, lines: 3);

        var claims = ARemittance.Of(payer.Remit(PaidOn)).Claims;

        Assert.Equal([("CL0001", 91_00, 2), ("CL0001", 45_50, 1)], claims.Select(claim => (claim.ClaimNumber, claim.ChargeCents, claim.Lines.Count)));
        Assert.NotEqual(claims[0].PayerClaimNumber, claims[1].PayerClaimNumber);
        Assert.Equal(136_50, payer.Books.Claims["CL0001"].PaidCents);
    }

    [Fact]
    public void Says_what_was_sent_where_it_judged_something_else()
    {
        var line = Remitted(Decision.ByLine(line => LineDecision.Pay(line) with { JudgedAs = new("92508", ["HQ"]), PaidMilliunits = 500 })).Claim.Lines[0];

        Assert.Equal(("92508", "92507", 500, 1_000), (line.Service.Procedure, line.SentService?.Procedure, line.PaidMilliunits, line.SentMilliunits));
        Assert.Equal(["GN", "TM"], line.SentService!.Modifiers);
    }

    [Theory]
    [InlineData(GivesBack.Everything, "CL0001", true, "L0001", true, true)]
    [InlineData(GivesBack.ClaimNumber, "CL0001", true, "", true, true)]
    [InlineData(GivesBack.PayerNumber, "0", true, "", true, true)]
    [InlineData(GivesBack.Service, "0", false, "", true, true)]
    [InlineData(GivesBack.Nothing, "0", false, "", false, false)]
    public void Gives_back_as_much_as_its_habit_is(GivesBack habit, string number, bool isPayerNumberKnown, string lineNumber, bool hasMember, bool hasDay)
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = habit });
        payer.Take(AClaimFile.OfClaims(1));
        var icn = payer.Waiting[0].Icn;

        var claim = ARemittance.Of(payer.Remit(PaidOn)).Claim;

        Assert.Equal((number, isPayerNumberKnown), (claim.ClaimNumber, claim.PayerClaimNumber == icn));
        Assert.Equal((lineNumber, hasDay), (claim.Lines[0].LineNumber, claim.Lines[0].Dates.Contains(new("472", new(2026, 10, 1)))));
        Assert.Equal(hasMember, claim.Names.Any(name => name.Id == "12345678901"));
        Assert.Equal(36_40, payer.Books.Lines["L0001"].PaidCents);
    }

    [Fact]
    public void Says_who_was_paid_before_and_who_comes_after()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Pay() with { OtherPayer = "THIRD PAYER" });
        payer.Take(AClaimFile.Numbered(17, An837P.StudentWithInsurance()));

        var claim = ARemittance.Of(payer.Remit(PaidOn)).Claim;

        Assert.Equal(("20", 16_40), (claim.Status, claim.PaidCents));
        Assert.Equal([new("CO", "45", 9_10), new("OA", "23", 20_00)], claim.Lines[0].Adjustments);
        Assert.Equal("THIRD PAYER", claim.Names.Single(name => name.Entity == "TT").LastName);
    }

    [Fact]
    public void Says_that_a_claim_is_not_its_own() => Assert.Equal(("23", 0L), (Remitted(Decision.NotOurs("X")).Claim.Status, Remitted(Decision.NotOurs("X")).Claim.PaidCents));

    [Fact]
    public void Waits_with_what_is_pended()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Pend());
        payer.Take(AClaimFile.OfClaims(1));

        Assert.Empty(ARemittance.Of(payer.Remit(PaidOn)).Claims);
        payer.Decide(_ => Decision.Pay());
        Assert.Equal("CL0001", ARemittance.Of(payer.Remit(PaidOn)).Claim.ClaimNumber);
        Assert.Empty(ARemittance.Of(payer.Remit(PaidOn)).Claims);
    }

    [Fact]
    public void Pays_in_several_payments_of_one_file()
    {
        var payer = new SimulatedPayer(new PayerStyle { PaymentsPerFile = 3, Method = "CHK" });
        payer.Take(AClaimFile.OfClaims(5));

        var remittance = ARemittance.Of(payer.Remit(PaidOn));

        Assert.Equal([72_80, 72_80, 36_40L], remittance.Payments.Select(payment => payment.PaymentCents));
        Assert.Equal(3, remittance.Payments.Select(payment => payment.TraceNumber).Distinct().Count());
        Assert.Equal(182_00, payer.Books.PaymentCents);
    }

    [Fact]
    public void Denies_the_second_of_the_same_service()
    {
        var payer = new SimulatedPayer();
        payer.Take(AClaimFile.Numbered(1, An837P.Claim(An837P.Line(1))));
        payer.Take(AClaimFile.Numbered(2, An837P.Claim(An837P.Line(1) with { LineNumber = "L9001", Service = new("92507", ["TM", "GN"]) })));

        var claims = ARemittance.Of(payer.Remit(PaidOn)).Claims;

        Assert.Equal(["1", "4"], claims.Select(claim => claim.Status));
        Assert.Equal("CO18", Reasons(claims[1].Lines[0]));
    }

    [Fact]
    public void Says_the_same_again_in_another_file()
    {
        var payer = new SimulatedPayer();
        payer.Take(AClaimFile.OfClaims(2));
        var first = payer.Remit(PaidOn);

        var again = payer.RemitAgain();

        Assert.NotEqual(first, again);
        Assert.Equal(ARemittance.Of(first).Payment.TraceNumber, ARemittance.Of(again).Payment.TraceNumber);
        Assert.Single(payer.Books.Remittances);
    }

    [Theory]
    [InlineData(BalanceLevel.Line, 7)]
    [InlineData(BalanceLevel.Line, -7)]
    [InlineData(BalanceLevel.ClaimLines, 1)]
    [InlineData(BalanceLevel.Claim, 3)]
    [InlineData(BalanceLevel.Payment, -2)]
    [InlineData(BalanceLevel.NegativePayment, -5)]
    public void Is_out_of_balance_where_it_is_asked_to_be(BalanceLevel level, long offByCents)
    {
        var payer = new SimulatedPayer();
        payer.Take(AClaimFile.OfClaims(2));
        payer.Remit(PaidOn);

        var imbalance = Assert.Single(ARemittance.Unchecked(payer.RemitUnbalanced(level, offByCents)).Imbalances);

        Assert.Equal((level, offByCents), (imbalance.Level, imbalance.OffByCents));
        Assert.Equal(72_80, payer.Books.PaymentCents);
    }

    private static SimulatedPayer Payer(Decision decision, int lines = 1)
    {
        var payer = new SimulatedPayer().Decide(_ => decision);
        payer.Take(AClaimFile.OfLines(lines));
        return payer;
    }

    private static ARemittance Remitted(Decision decision, int lines = 1) => ARemittance.Of(Payer(decision, lines).Remit(PaidOn));

    private static string Reasons(RemitLine line) => string.Join(' ', line.Adjustments.Select(adjustment => adjustment.Group + adjustment.Reason));

    private static (long Charge, long Paid, long Adjusted, bool IsByLine) Booked(SimulatedPayer payer, (string, string) reason)
    {
        var claim = payer.Books.Claims["CL0001"];
        return (claim.ChargeCents, claim.PaidCents, claim.Adjusted[reason], claim.IsByLine);
    }
}

using MedicaidLogs.Billing.Tests.X12;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

public class PayerTakebackTests
{
    private static readonly DateOnly November = new(2026, 11, 20);
    private static readonly DateOnly December = new(2026, 12, 18);
    private static readonly DateOnly January = new(2027, 1, 15);

    [Fact]
    public void A_replacement_takes_the_original_back_and_is_paid_itself()
    {
        var (payer, icn) = PaidIn(November);
        payer.Take(AClaimFile.Numbered(2, Again(icn, ClaimFrequency.Replacement, An837P.Line(1) with { LineNumber = "R0001", ChargeCents = 30_00 })));

        var remittance = ARemittance.Of(payer.Remit(December));

        Assert.Equal(
            [("CL0001", "22", -45_50, -36_40), ("CR0001", "1", 30_00, 24_00)],
            remittance.Claims.Select(claim => (claim.ClaimNumber, claim.Status, claim.ChargeCents, claim.PaidCents)));
        Assert.Equal(icn, remittance.Claims[0].PayerClaimNumber);
        Assert.Equal([new("CO", "45", -9_10)], remittance.Claims[0].Lines[0].Adjustments);
        Assert.Equal(-36_40, remittance.Claims[0].Lines[0].PaidCents);
        Assert.Equal((0L, 0L), (payer.Books.Lines["L0001"].ChargeCents, payer.Books.Lines["L0001"].PaidCents));
        Assert.Empty(payer.Books.Claims["CL0001"].Adjusted);
        Assert.Equal((ClaimFate.TakenBack, ClaimFate.Told), (payer.Books.Fates["CL0001"], payer.Books.Fates["CR0001"]));
        Assert.Equal([36_40, 0L], payer.Books.Remittances.Select(one => one.PaymentCents));
    }

    [Fact]
    public void A_replacement_may_be_paid_later_than_its_original_is_taken_back()
    {
        var (payer, icn) = PaidIn(November);
        payer.Decide(_ => Decision.Pay() with { PaysLater = true });
        payer.Take(AClaimFile.Numbered(2, Again(icn, ClaimFrequency.Replacement, An837P.Line(1) with { LineNumber = "R0001" })));

        Assert.Equal("22", ARemittance.Of(payer.Remit(December)).Claim.Status);
        var later = ARemittance.Of(payer.Remit(January));
        Assert.Equal(("CR0001", 36_40), (later.Claim.ClaimNumber, later.Claim.PaidCents));
        Assert.Equal(0, later.Payment.PaymentCents);
        Assert.Equal(36_40, payer.Books.PaymentCents);
    }

    [Fact]
    public void A_void_is_nothing_but_the_reversal()
    {
        var (payer, icn) = PaidIn(November);
        payer.Take(AClaimFile.Numbered(2, Again(icn, ClaimFrequency.Void, An837P.Line(1) with { LineNumber = "V0001" })));

        var claim = ARemittance.Of(payer.Remit(December)).Claim;
        Assert.Equal(("CL0001", "22"), (claim.ClaimNumber, claim.Status));
        Assert.Equal((ClaimFate.TakenBack, ClaimFate.Done), (payer.Books.Fates["CL0001"], payer.Books.Fates["CV0001"]));
        Assert.Equal(0, payer.Books.Lines["L0001"].PaidCents);
        Assert.False(payer.Books.Claims.ContainsKey("CV0001"));
    }

    [Fact]
    public void A_reversal_may_bear_the_numbers_of_the_void_that_asked_for_it()
    {
        var (payer, icn) = PaidIn(November, new PayerStyle { NamesVoids = true });
        payer.Take(AClaimFile.Numbered(2, Again(icn, ClaimFrequency.Void, An837P.Line(1) with { LineNumber = "V0001" })));

        var claim = ARemittance.Of(payer.Remit(December)).Claim;

        Assert.Equal(("CV0001", "22", "V0001", icn), (claim.ClaimNumber, claim.Status, claim.Lines[0].LineNumber, claim.PayerClaimNumber));
        Assert.Equal(0, payer.Books.Lines["L0001"].PaidCents);
    }

    [Fact]
    public void A_new_original_is_paid_in_the_remittance_that_takes_the_voided_one_back()
    {
        var (payer, icn) = PaidIn(November);
        payer.Take(AClaimFile.Numbered(2,
            An837P.Student(An837P.Claim(An837P.Line(1) with { LineNumber = "N0001" })),
            An837P.Student(An837P.Claim(An837P.Line(2))) with { MedicaidId = An837P.Medicaid("12345678902") }));
        payer.Take(AClaimFile.Numbered(3, Again(icn, ClaimFrequency.Void, An837P.Line(1) with { LineNumber = "V0001" })));

        Assert.Equal([-36_40, 36_40, 36_40L], ARemittance.Of(payer.Remit(December)).Claims.Select(claim => claim.PaidCents));
    }

    [Fact]
    public void What_was_voided_may_be_paid_again()
    {
        var (payer, icn) = PaidIn(November);
        payer.Take(AClaimFile.Numbered(2, Again(icn, ClaimFrequency.Void, An837P.Line(1) with { LineNumber = "V0001" })));
        payer.Remit(December);
        payer.Take(AClaimFile.Numbered(3, An837P.Claim(An837P.Line(1) with { LineNumber = "N0001" })));

        Assert.Equal(36_40, ARemittance.Of(payer.Remit(January)).Claim.PaidCents);
    }

    [Theory, InlineData(ClaimFrequency.Replacement), InlineData(ClaimFrequency.Void)]
    public void Rejects_what_refers_to_a_claim_that_it_does_not_know(ClaimFrequency frequency)
    {
        var (payer, _) = PaidIn(November);

        Assert.Equal(ClaimVerdict.Rejected, Verdict(payer, Again("2600100000099", frequency, An837P.Line(1) with { LineNumber = "R0001" })));
        Assert.Empty(ARemittance.Of(payer.Remit(December)).Claims);
    }

    [Fact]
    public void Rejects_the_second_replacement_of_one_claim()
    {
        var (payer, icn) = PaidIn(November);

        Assert.Equal(ClaimVerdict.Accepted, Verdict(payer, Again(icn, ClaimFrequency.Replacement, An837P.Line(1) with { LineNumber = "R0001" })));
        Assert.Equal(ClaimVerdict.Rejected, Verdict(payer, Again(icn, ClaimFrequency.Replacement, An837P.Line(1) with { LineNumber = "R0002" }), interchange: 3));
    }

    [Fact]
    public void A_replacement_may_name_any_number_that_it_was_told()
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = GivesBack.Service });
        payer.Take(AClaimFile.Numbered(1, An837P.Claim()));
        var icn = ARemittance.Of(payer.Remit(November)).Claim.PayerClaimNumber;

        Assert.Equal(ClaimVerdict.Accepted, Verdict(payer, Again(icn, ClaimFrequency.Replacement, An837P.Line(1) with { LineNumber = "R0001" })));
    }

    [Fact]
    public void What_it_cannot_take_is_carried_forward_and_taken_from_the_next_payment()
    {
        var (payer, _) = PaidIn(November);
        payer.TakeBack("CL0001");

        var december = ARemittance.Of(payer.Remit(December));
        payer.Take(AClaimFile.Numbered(2, An837P.Claim(An837P.Line(2), An837P.Line(3))));
        var january = ARemittance.Of(payer.Remit(January));

        Assert.Equal((0, "NON"), (december.Payment.PaymentCents, december.Payment.Method));
        Assert.Equal([("FB", december.Payment.TraceNumber, -36_40)], december.Plb);
        Assert.Equal([("FB", december.Payment.TraceNumber, 36_40)], january.Plb);
        Assert.Equal(36_40, january.Payment.PaymentCents);
        Assert.Equal(72_80, payer.Books.PaymentCents);
    }

    [Fact]
    public void What_it_cannot_take_is_recovered_bit_by_bit_under_the_claims_number()
    {
        var (payer, icn) = PaidIn(November, new PayerStyle { Recovery = Recovery.WritesOff }, lines: 3);
        payer.TakeBack("CL0001");

        var december = ARemittance.Of(payer.Remit(December));
        payer.Take(AClaimFile.Numbered(2, An837P.Claim(An837P.Line(4), An837P.Line(5))));
        var january = ARemittance.Of(payer.Remit(January));
        payer.Take(AClaimFile.Numbered(3, An837P.Claim(An837P.Line(6), An837P.Line(7))));
        var february = ARemittance.Of(payer.Remit(January.AddMonths(1)));

        Assert.Equal([("WO", icn, -109_20)], december.Plb);
        Assert.Equal([("WO", icn, 72_80)], january.Plb);
        Assert.Equal([("WO", icn, 36_40)], february.Plb);
        Assert.Equal([109_20, 0, 0, 36_40L], payer.Books.Remittances.Select(one => one.PaymentCents));
    }

    [Fact]
    public void Takes_back_on_its_own_account_and_pays_another_amount()
    {
        var (payer, icn) = PaidIn(November);
        payer.TakeBack("CL0001", Decision.Pay(50));

        var claims = ARemittance.Of(payer.Remit(December)).Claims;

        Assert.Equal([("22", -36_40), ("1", 22_75)], claims.Select(claim => (claim.Status, claim.PaidCents)));
        Assert.All(claims, claim => Assert.Equal("CL0001", claim.ClaimNumber));
        Assert.Equal((true, false), (claims[0].PayerClaimNumber == icn, claims[1].PayerClaimNumber == icn));
        Assert.Equal(22_75, payer.Books.Claims["CL0001"].PaidCents);
    }

    [Fact]
    public void Takes_the_parts_of_a_split_claim_back_together()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Pay() with { Parts = 2 });
        payer.Take(AClaimFile.OfLines(2));
        payer.Remit(November);
        payer.TakeBack("CL0001");

        Assert.Equal([-36_40, -36_40L], ARemittance.Of(payer.Remit(December)).Claims.Select(claim => claim.PaidCents));
    }

    [Fact]
    public void A_refund_takes_the_claim_back_and_leaves_the_payment_alone()
    {
        var (payer, icn) = PaidIn(November);
        payer.TakeRefund("CL0001");

        var december = ARemittance.Of(payer.Remit(December));

        Assert.Equal((0, -36_40), (december.Payment.PaymentCents, december.Claim.PaidCents));
        Assert.Equal([("72", icn, -36_40)], december.Plb);
    }

    [Fact]
    public void Pays_interest_and_adjusts_what_belongs_to_no_claim()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Pay() with { InterestCents = 25 });
        payer.Take(AClaimFile.OfClaims(1));
        payer.Adjust("CS", "COST SETTLEMENT", 5_00);

        var remittance = ARemittance.Of(payer.Remit(November));

        Assert.Equal([("CS", "COST SETTLEMENT", 5_00), ("L6", remittance.Claim.PayerClaimNumber, -25)], remittance.Plb);
        Assert.Equal(36_40 - 5_00 + 25, remittance.Payment.PaymentCents);
    }

    private static (SimulatedPayer Payer, string Icn) PaidIn(DateOnly month, PayerStyle? style = null, int lines = 1)
    {
        var payer = new SimulatedPayer(style);
        payer.Take(AClaimFile.Numbered(1, AClaimFile.Claim(lines)));
        return (payer, ARemittance.Of(payer.Remit(month)).Claim.PayerClaimNumber);
    }

    private static Claim837P Again(string icn, ClaimFrequency frequency, ServiceLine837P line) =>
        An837P.Claim(line) with { Frequency = frequency, PayerClaimNumber = icn };

    private static ClaimVerdict Verdict(SimulatedPayer payer, Claim837P claim, int interchange = 2) =>
        AnX12.Parts(payer.Take(AClaimFile.Numbered(interchange, claim)).Ack277CA!).OfType<Ack277CA>().Single().Batches[0].Providers[0].Claims[0].Verdict;
}

using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class RemitBalanceTests
{
    private static readonly string[] TwoLines =
        ["CLP*C1*1*100*75.5", "CAS*PR*3*4.5", "SVC*HC:92507*60*50", "CAS*CO*45*10", "SVC*HC:92508*40*30", "CAS*CO*45*10"];

    [Fact]
    public void Balances_at_line_claim_and_payment()
    {
        var end = End("70.5", [.. TwoLines, "PLB*1*20261231*WO*5.25*L6*-0.25"]);

        Assert.True(end.Balances);
        Assert.Equal(
            new() { Claims = 1, Lines = 2, ChargeCents = 100_00, AdjustedCents = 24_50, PaidCents = 75_50, ProviderAdjustedCents = 5_00 },
            end.Totals);
    }

    [Theory]
    [InlineData("0", "PLB*1*20261231*FB*75.5")]
    [InlineData("75.5", "PLB*1*20261231*WO*10*FB*-10")]
    public void A_payment_carries_forward_what_it_cannot_take(string amount, string plb) => Assert.True(End(amount, [.. TwoLines, plb]).Balances);

    [Fact]
    public void A_claim_without_lines_balances_by_its_own_adjustments() => Assert.True(End("34", "CLP*C1*2*541*34", "CAS*OA*23*516**94*-9").Balances);

    [Fact]
    public void A_reversal_balances_in_negative_amounts()
    {
        var end = End("5",
            "CLP*C1*22*-100*-80", "SVC*HC:92507*-100*-80", "CAS*CO*45*-20", "CLP*C1*1*100*85", "SVC*HC:92507*100*85", "CAS*CO*45*15");

        Assert.True(end.Balances);
        Assert.Equal((0, 5_00), (end.Totals.ChargeCents, end.Totals.PaidCents));
    }

    [Fact]
    public void A_reversal_that_forgets_its_sign_does_not_balance() =>
        Assert.Equal(
            [(BalanceLevel.Line, 1, 1, -40_00L), (BalanceLevel.Claim, 1, null, -40_00L)],
            Off("-80", "CLP*C1*22*-100*-80", "SVC*HC:92507*-100*-80", "CAS*CO*45*20").Take(2));

    [Fact]
    public void Amounts_for_information_take_no_part() => Assert.True(End("34", "CLP*C1*2*541*34*99", "CAS*OA*23*507", "AMT*AU*541", "AMT*I*5").Balances);

    [Theory]
    [InlineData("SVC*HC:92508*40*30", "SVC*HC:92508*40*29.99", BalanceLevel.Line, 2, 1)]
    [InlineData("SVC*HC:92507*60*50", "SVC*HC:92507*60*50.01", BalanceLevel.Line, 1, -1)]
    [InlineData("CAS*PR*3*4.5", "CAS*PR*3*4.49", BalanceLevel.Claim, null, 1)]
    [InlineData("CAS*PR*3*4.5~", "", BalanceLevel.Claim, null, 4_50)]
    [InlineData("BPR*I*75.5", "BPR*I*75.49", BalanceLevel.Payment, null, 1)]
    [InlineData("BPR*I*75.5", "BPR*I*100", BalanceLevel.Payment, null, -24_50)]
    public void One_wrong_amount_is_told_with_its_place_and_cents(string right, string wrong, BalanceLevel level, int? line, long offByCents)
    {
        var text = AnX12.Payment("75.5", TwoLines).Replace(right, wrong);
        var imbalance = Assert.Single(AnX12.Only<RemitEnd>(wrong.Length > 0 ? text : text.Replace("SE*13", "SE*12")).Imbalances);

        var isPayment = level == BalanceLevel.Payment;
        Assert.Equal((level, isPayment ? null : 1, isPayment ? null : "C1", line, offByCents),
            (imbalance.Level, imbalance.Claim, imbalance.ClaimNumber, imbalance.Line, imbalance.OffByCents));
    }

    [Fact]
    public void An_imbalance_names_its_segment()
    {
        var end = End("1", "CLP*C1*1*100*100", "SVC*HC:92507*100*99", "SVC*HC:92508*0*0");

        Assert.Equal([10, 4], end.Imbalances.Select(imbalance => imbalance.Segment));
    }

    [Fact]
    public void Lines_whose_charges_are_not_the_claims_leave_cents_to_nobody() =>
        Assert.Equal([(BalanceLevel.ClaimLines, 1, null, -40_00)], Off("75.5", [.. TwoLines[..1], "CAS*CO*45*14.5", .. TwoLines[2..4]]));

    [Fact]
    public void A_payment_is_not_negative() =>
        Assert.Equal([(BalanceLevel.NegativePayment, null, null, -10_00)], Off("-10", "PLB*1*20261231*WO*10"));

    [Fact]
    public void Each_payment_of_a_file_is_balanced_by_itself()
    {
        string[] payment = ["BPR*I*80*C*ACH", "TRN*1*T", "CLP*C1*1*100*80", "CAS*CO*45*20"];
        var file = AnX12.Interchange(AnX12.Group("HP", "005010X221A1",
            AnX12.Transaction("835", "0001", payment), AnX12.Transaction("835", "0002", ["BPR*I*81*C*ACH", .. payment[1..]]), AnX12.Transaction("835", "0003", payment)));

        Assert.Equal([true, false, true], AnX12.Parts(file).OfType<RemitEnd>().Select(end => end.Balances));
    }

    [Fact]
    public void The_first_thousand_are_told_and_all_are_counted()
    {
        var end = End("0", [.. Enumerable.Repeat("CLP*C1*1*1*0", 1_500)]);

        Assert.Equal((1_500, RemitBalance.MaxTold), (end.ImbalanceCount, end.Imbalances.Count));
    }

    private static RemitEnd End(string amount, params string[] claims) => AnX12.Only<RemitEnd>(AnX12.Payment(amount, claims));

    private static IEnumerable<(BalanceLevel, int?, int?, long)> Off(string amount, params string[] claims) =>
        End(amount, claims).Imbalances.Select(imbalance => (imbalance.Level, imbalance.Claim, imbalance.Line, imbalance.OffByCents));
}

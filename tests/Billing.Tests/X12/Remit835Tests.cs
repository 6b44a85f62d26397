using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class Remit835Tests
{
    private static readonly string[] AClaim = ["CLP*C1*1*100*80**MC*P1*03*1", "SVC*HC:92507*100*80", "CAS*CO*45*20"];

    [Fact]
    public void Reads_the_payment()
    {
        var payment = AnX12.Only<RemitPayment>(AnX12.Remit(
            "BPR*I*1234.5*C*ACH*CCP*01*111*DA*33*1234567890**01*111*DA*22*20261120", "TRN*1*TRACE 1*1999999999", "REF*EV*SUB1", "DTM*405*20261119",
            "N1*PR*STATE MEDICAID*XV*NHMMIS", "N3*1 MAIN ST", "REF*2U*999", "N1*PE*Maple Grove*XX*1234567893", "REF*TJ*987654321"));

        Assert.Equal(
            new()
            {
                Segment = 4,
                Handling = "I",
                PaymentCents = 1234_50,
                CreditOrDebit = "C",
                Method = "ACH",
                PaidDate = new(2026, 11, 20),
                TraceNumber = "TRACE 1",
                PayerTrace = "1999999999",
                ProducedDate = new(2026, 11, 19),
                Payer = new("STATE MEDICAID", "XV", "NHMMIS", ""),
                Payee = new("Maple Grove", "XX", "1234567893", "987654321"),
            },
            payment);
    }

    [Fact]
    public void Reads_a_claim()
    {
        var claim = AnX12.Only<RemitClaim>(AnX12.Payment("34",
            "CLP*Mg00017*2*541*34*7.5*MC*50650619501*03*7", "CAS*OA*23*516**94*-9*2.5", "CAS*co*45*0",
            "NM1*QC*1*DOE*JANE*Q***MI*12345678901", "NM1*TT*2*OTHER PAYER*****PI*77",
            "MIA*0***138018.40*N689***************N1*N2", "MOA***MA02*N25",
            "REF*EA*R1", "REF*1L*G1", "DTM*232*20261005", "DTM*050*20261101", "AMT*AU*541", "QTY*CA*4"));

        Assert.Equal(
            (1, "Mg00017", "2", 541_00, 34_00, 7_50, "MC", "50650619501", "7", false),
            (claim.Ordinal, claim.ClaimNumber, claim.Status, claim.ChargeCents, claim.PaidCents, claim.PatientCents,
                claim.FilingIndicator, claim.PayerClaimNumber, claim.Frequency, claim.IsReversal));
        Assert.Equal([new("OA", "23", 516_00), new("OA", "94", -9_00, 2_500), new("CO", "45", 0)], claim.Adjustments);
        Assert.Equal([new("QC", "DOE", "JANE", "Q", "MI", "12345678901"), new("TT", "OTHER PAYER", "", "", "PI", "77")], claim.Names);
        Assert.Equal(["N689", "N1", "N2", "MA02", "N25"], claim.Remarks);
        Assert.Equal([new("EA", "R1"), new("1L", "G1")], claim.References);
        Assert.Equal([new("232", new(2026, 10, 5)), new("050", new(2026, 11, 1))], claim.Dates);
        Assert.Equal([new("AU", 541_00)], claim.Amounts);
        Assert.Empty(claim.Lines);
        Assert.DoesNotContain("DOE", claim.ToString() + string.Concat(claim.Names) + string.Concat(claim.References), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_line()
    {
        var line = Assert.Single(AnX12.Only<RemitClaim>(AnX12.Payment("80", "CLP*C1*1*100*80",
            "SVC*HC:92507:GN:59*100*80**1.5*HC:92508*2", "DTM*150*20261005", "DTM*151*20261006",
            "CAS*CO*45*10*0.5*253*1.6", "CAS*PR*1*8.4", "REF*LU*11", "REF*6R*L0001", "AMT*B6*80",
            "LQ*HE*N130", "LQ*RX*65", "LQ*he*m16")).Lines);

        Assert.Equal(("HC", "92507"), (line.Service.Qualifier, line.Service.Procedure));
        Assert.Equal(["GN", "59"], line.Service.Modifiers);
        Assert.Equal("92508", line.SentService?.Procedure);
        Assert.Equal((100_00, 80_00, 1_500, 2_000, "L0001", 10),
            (line.ChargeCents, line.PaidCents, line.PaidMilliunits, line.SentMilliunits, line.LineNumber, line.Segment));
        Assert.Equal([new("150", new(2026, 10, 5)), new("151", new(2026, 10, 6))], line.Dates);
        Assert.Equal([new("CO", "45", 10_00, 500), new("CO", "253", 1_60), new("PR", "1", 8_40)], line.Adjustments);
        Assert.Equal([new("B6", 80_00)], line.Amounts);
        Assert.Equal(["N130", "M16"], line.Remarks);
    }

    [Fact]
    public void A_cas_holds_six_triplets()
    {
        var claim = AnX12.Only<RemitClaim>(AnX12.Payment("0", "CLP*C1*4*21*0", "CAS*CO*1*1**2*2**3*3**4*4**5*5**6*6*1"));

        Assert.Equal(["1", "2", "3", "4", "5", "6"], claim.Adjustments.Select(adjustment => adjustment.Reason));
        Assert.Equal(21_00, claim.Adjustments.Sum(adjustment => adjustment.AmountCents));
    }

    [Fact]
    public void Reads_the_providers_adjustments()
    {
        var end = AnX12.Only<RemitEnd>(AnX12.Payment("0", "PLB*1234567893*20261231*WO:Mg00017*50.25*L6*-0.25", "PLB*1234567893*20261231*FB*-50*72:A:B*0"));

        Assert.Equal(
            [
                new("1234567893", new(2026, 12, 31), "WO", "Mg00017", 50_25),
                new("1234567893", new(2026, 12, 31), "L6", "", -25),
                new("1234567893", new(2026, 12, 31), "FB", "", -50_00),
                new("1234567893", new(2026, 12, 31), "72", "A", 0),
            ],
            end.ProviderAdjustments);
        Assert.True(end.Balances);
    }

    [Fact]
    public void Claims_come_one_by_one_under_headers_of_any_number()
    {
        var parts = AnX12.Parts(AnX12.Payment("160", [.. AClaim, "LX*2", "TS3*1234567893*03*20261231*1*100", "TS2*1", .. AClaim]));

        Assert.Equal(["RemitPayment", "RemitClaim", "RemitClaim", "RemitEnd"], parts.Skip(1).Select(part => part.GetType().Name));
        Assert.Equal([1, 2], parts.OfType<RemitClaim>().Select(claim => claim.Ordinal));
        Assert.Equal(new() { Claims = 2, Lines = 2, ChargeCents = 200_00, AdjustedCents = 40_00, PaidCents = 160_00 }, Assert.IsType<RemitEnd>(parts[^1]).Totals);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7_00)]
    [InlineData("7.", 7_00)]
    [InlineData(".07", 7)]
    [InlineData("-.07", -7)]
    [InlineData("+0007.500", 7_50)]
    [InlineData("-99999999.99", -99_999_999_99)]
    [InlineData(" 12.3 ", 12_30)]
    public void Amounts_are_exact_cents(string text, long cents) => Assert.Equal(cents, AnX12.Only<RemitPayment>(AnX12.Payment(text)).PaymentCents);

    [Theory]
    [InlineData("1.005")]
    [InlineData("100000000")]
    [InlineData("99999999999999999999999999")]
    [InlineData("1,000.00")]
    [InlineData("$5")]
    [InlineData("5-")]
    [InlineData("--5")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("five")]
    public void What_is_no_amount_refuses_the_file(string text)
    {
        var refusal = AnX12.Refusal(AnX12.Payment(text));

        Assert.Equal(("X12_IN_AMOUNT", "BPR02", 4), (refusal.Reason.Code, refusal.Element, refusal.Segment));
    }

    [Fact]
    public void A_refusal_never_tells_the_value() =>
        Assert.DoesNotContain("five", AnX12.Refusal(AnX12.Payment("five")).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("BPR*I*80*", "BPR*I**", "X12_IN_MISSING", "BPR02")]
    [InlineData("TRN*1*TRACE1*1999999999~", "", "X12_IN_ORDER", "N1")]
    [InlineData("TRN*1*TRACE1", "TRN*1*", "X12_IN_MISSING", "TRN02")]
    [InlineData("CLP*C1*1*", "CLP*C1**", "X12_IN_MISSING", "CLP02")]
    [InlineData("CLP*C1*1*100*80*", "CLP*C1*1*100**", "X12_IN_MISSING", "CLP04")]
    [InlineData("CLP*C1*1*100*80*", "CLP*C1*1*100*80*x", "X12_IN_AMOUNT", "CLP05")]
    [InlineData("SVC*HC:92507*100*80", "SVC*HC:92507*100", "X12_IN_MISSING", "SVC03")]
    [InlineData("SVC*HC:92507*100*80", "SVC*HC:92507*100*80**0.0001", "X12_IN_NUMBER", "SVC05")]
    [InlineData("CAS*CO*45*20", "CAS**45*20", "X12_IN_MISSING", "CAS01")]
    [InlineData("CAS*CO*45*20", "CAS*CO*45", "X12_IN_MISSING", "CAS03")]
    [InlineData("CAS*CO*45*20", "CAS*CO**20", "X12_IN_MISSING", "CAS02")]
    [InlineData("CAS*CO*45*20", "CAS*CO*45*20*x", "X12_IN_NUMBER", "CAS04")]
    [InlineData("CAS*CO*45*20", "AMT*B6", "X12_IN_MISSING", "AMT02")]
    [InlineData("CAS*CO*45*20", "LQ*HE", "X12_IN_MISSING", "LQ02")]
    [InlineData("CAS*CO*45*20", "PLB*1*20261231*WO", "X12_IN_MISSING", "PLB04")]
    [InlineData("CAS*CO*45*20", "ST*835*0002", "X12_IN_ORDER", "ST")]
    [InlineData("LX*1~", "PLB*1*20261231*WO*1~", "X12_IN_ORDER", "CLP")]
    [InlineData("LX*1~", "SVC*HC:92507*100*80~", "X12_IN_ORDER", "SVC")]
    [InlineData("LX*1~", "CAS*CO*45*20~", "X12_IN_ORDER", "CAS")]
    [InlineData("CAS*CO*45*20", "BPR*I*80", "X12_IN_ORDER", "BPR")]
    [InlineData("*X*005010X221A1", "*X*004010X091A1", "X12_IN_KIND", "ST01")]
    public void Refuses_an_835_that_cannot_be_understood(string right, string wrong, string code, string element)
    {
        var refusal = AnX12.Refusal(AnX12.Payment("80", AClaim).Replace(right, wrong));

        Assert.Equal((code, element), (refusal.Reason.Code, refusal.Element));
    }

    [Fact]
    public void Refuses_more_of_one_thing_than_anybody_sends() =>
        Assert.Equal(RefusalReasons.Limit, AnX12.Refusal(AnX12.Payment("0", [AClaim[0], .. Enumerable.Repeat("CAS*CO*45*1", 1_001)])).Reason);
}

using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class ClaimAcknowledgementTests
{
    private static readonly string[] Payer =
        ["BHT*0085*08*RPT1*20261106*1025*TH", "HL*1**20*1", "NM1*PR*2*STATE MEDICAID*****PI*NHMMIS", "TRN*1*0091182", "DTP*050*D8*20261105"];
    private static readonly string[] Provider = ["HL*3*2*19*1", "NM1*85*2*MAPLE GROVE*****XX*1234567893"];

    private static string A277CA(string[] batch, params string[] claims) =>
        AnX12.Ack277CA([.. Payer, "HL*2*1*21*1", "NM1*41*2*MAPLE GROVE*****46*SUB1", "TRN*2*BATCH7", .. batch, .. Provider, .. claims]);

    private static string[] AClaim(string number, string status, string charge) =>
        ["HL*4*3*PT", "NM1*QC*1*DOE*JANE****MI*12345678901", $"TRN*2*{number}", $"STC*{status}*20261106*WQ*{charge}"];

    [Fact]
    public void Reads_payer_batch_provider_claim_and_line()
    {
        var ack = AnX12.Only<Ack277CA>(A277CA(
            ["STC*A1:19:PR*20261106*WQ*45.5", "QTY*90*1", "QTY*AA*0", "AMT*YU*45.5"],
            [.. AClaim("Mg00017", "A2:20", "45.5"), "REF*1K*220216359803X", "REF*D9*CH1", "REF*BLT*731", "DTP*472*RD8*20261005-20261009",
                "SVC*HC:92507:GN*45.5*****1", "STC*A2:20", "REF*FJ*L0001", "DTP*472*D8*20261005"]));

        Assert.Equal(("RPT1", new DateOnly(2026, 11, 6), "STATE MEDICAID", "NHMMIS"), (ack.ReportId, ack.CreatedDate, ack.PayerName, ack.PayerId));
        var batch = Assert.Single(ack.Batches);
        Assert.Equal(("BATCH7", "SUB1", ClaimVerdict.Accepted), (batch.BatchId, batch.SubmitterId, batch.Verdict));
        Assert.Equal(new(AcceptedCount: 1, RejectedCount: 0, AcceptedCents: 45_50, RejectedCents: null), batch.Totals);
        Assert.Equal(new StatusCode("A1", "19", "PR"), Assert.Single(Assert.Single(batch.Statuses).Codes));
        var provider = Assert.Single(batch.Providers);
        Assert.Equal("1234567893", provider.ProviderId);
        var claim = Assert.Single(provider.Claims);
        Assert.Equal(
            ("Mg00017", "220216359803X", "CH1", new DateOnly(2026, 10, 5), "12345678901", 45_50, 18),
            (claim.ClaimNumber, claim.PayerClaimNumber, claim.ClearinghouseNumber, claim.ServiceDate, claim.MemberId, claim.ChargeCents, claim.Segment));
        var line = Assert.Single(claim.Lines);
        Assert.Equal(("L0001", "92507", 45_50), (line.LineNumber, line.Procedure, line.ChargeCents));
        Assert.Equal("A2", line.Statuses[0].Codes[0].Category);
        Assert.Empty(batch.Differences);
        Assert.DoesNotContain("12345678901", claim.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A0:16", ClaimVerdict.Forwarded)]
    [InlineData("A1:20", ClaimVerdict.Accepted)]
    [InlineData("A2:20", ClaimVerdict.Accepted)]
    [InlineData("A3:21", ClaimVerdict.Rejected)]
    [InlineData("A4:35", ClaimVerdict.NotFound)]
    [InlineData("A5:20", ClaimVerdict.Accepted)]
    [InlineData("A6:21", ClaimVerdict.Rejected)]
    [InlineData("A7:562:85", ClaimVerdict.Rejected)]
    [InlineData("A8:496", ClaimVerdict.Rejected)]
    [InlineData("a7:562:85", ClaimVerdict.Rejected)]
    [InlineData("P1:20", ClaimVerdict.Unclear)]
    public void The_category_is_the_verdict(string status, ClaimVerdict verdict) => Assert.Equal(verdict, Verdict(AClaim("C1", status, "10")));

    [Theory]
    [InlineData("STC*A2:20*20261106*WQ*10", "STC*A7:249*20261106*WQ*10")]
    [InlineData("STC*A2:20*20261106*WQ*10******A3:187")]
    [InlineData("STC*A2:20*20261106*WQ*10*******A8:496")]
    [InlineData("STC*A2:20*20261106*U*10")]
    public void What_one_status_refuses_is_refused(params string[] statuses) =>
        Assert.Equal(ClaimVerdict.Rejected, Verdict([.. AClaim("C1", "", "")[..3], .. statuses]));

    [Fact]
    public void A_control_character_may_separate_the_codes_of_a_status() =>
        Assert.Equal(
            new StatusCode("A7", "562", "85"),
            AnX12.Only<Ack277CA>(A277CA([], AClaim("C1", "A7:562:85", "10")).Replace(':', '\x1f')).Batches[0].Providers[0].Claims[0].Statuses[0].Codes[0]);

    [Fact]
    public void A_claim_without_status_is_unclear() => Assert.Equal(ClaimVerdict.Unclear, Verdict(AClaim("C1", "A2:20", "10")[..3]));

    [Fact]
    public void Totals_are_held_against_the_claims()
    {
        var batch = AnX12.Only<Ack277CA>(A277CA(
            ["QTY*90*2", "QTY*AA*1", "AMT*YU*30", "AMT*YY*5"],
            [.. AClaim("C1", "A2:20", "10"), .. AClaim("C2", "A7:21", "5.01"), .. AClaim("C3", "A3:21", "7")])).Batches[0];

        Assert.Equal([new("QTY*90", 2, 1), new("QTY*AA", 1, 2), new("AMT*YU", 30_00, 10_00), new("AMT*YY", 5_00, 12_01)], batch.Differences);
    }

    [Fact]
    public void A_batch_that_is_refused_as_a_whole_names_no_claims()
    {
        var batch = Assert.Single(AnX12.Only<Ack277CA>(AnX12.Ack277CA(
            [.. Payer, "HL*2*1*21*0", "NM1*41*2*MAPLE GROVE*****46*SUB1", "TRN*2*BATCH7", "STC*A8:24:41*20261106*U*800", "QTY*AA*3", "AMT*YY*800"])).Batches);

        Assert.Equal((ClaimVerdict.Rejected, 3, 800_00), (batch.Verdict, batch.Totals.RejectedCount, batch.Totals.RejectedCents));
        Assert.Empty(batch.Providers);
        Assert.Empty(batch.Differences);
    }

    [Fact]
    public void A_provider_tells_totals_of_its_own() =>
        Assert.Equal(new(1, 2, 3_00, 4_00), AnX12.Only<Ack277CA>(A277CA([], "TRN*1*0", "QTY*QA*1", "QTY*QC*2", "AMT*YU*3", "AMT*YY*4")).Batches[0].Providers[0].Totals);

    [Fact]
    public void A_day_that_is_in_no_calendar_is_read_as_missing() =>
        Assert.Null(AnX12.Only<Ack277CA>(A277CA([], [.. AClaim("C1", "A2:20", "10"), "DTP*472*D8*20260229"])).Batches[0].Providers[0].Claims[0].ServiceDate);

    [Theory]
    [InlineData("005010X214", "005010X212", "X12_IN_KIND", "ST01")]
    [InlineData("BHT*0085*08*RPT1*20261106*1025*TH~", "", "X12_IN_ORDER", "HL")]
    [InlineData("HL*1**20*1", "HL*1**22*1", "X12_IN_ORDER", "HL03")]
    [InlineData("HL*2*1*21*1", "HL*2*1*19*1", "X12_IN_ORDER", "HL03")]
    [InlineData("HL*3*2*19*1", "HL*3*2*PT", "X12_IN_ORDER", "HL03")]
    [InlineData("HL*4*3*PT", "HL*4", "X12_IN_ORDER", "HL03")]
    [InlineData("*WQ*10~", "*WQ*ten~", "X12_IN_AMOUNT", "STC04")]
    [InlineData("STC*A2:20", "STC*", "X12_IN_MISSING", "STC01")]
    [InlineData("TRN*2*BATCH7", "QTY*90*x", "X12_IN_NUMBER", "QTY02")]
    [InlineData("TRN*2*BATCH7", "AMT*YU", "X12_IN_MISSING", "AMT02")]
    public void Refuses_a_277ca_that_cannot_be_understood(string right, string wrong, string code, string element)
    {
        var refusal = AnX12.Refusal(A277CA([], AClaim("C1", "A2:20", "10")).Replace(right, wrong));

        Assert.Equal((code, element), (refusal.Reason.Code, refusal.Element));
    }

    private static ClaimVerdict Verdict(string[] claim) => AnX12.Only<Ack277CA>(A277CA([], claim)).Batches[0].Providers[0].Claims[0].Verdict;
}

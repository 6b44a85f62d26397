using MedicaidLogs.Billing.Tests.X12;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

public class SimulatedPayerTests
{
    private static readonly DateOnly PaidOn = new(2026, 11, 20);

    private static readonly byte[] File = An837P.Bytes(An837P.File(An837P.Student(An837P.Claim(An837P.Line(1), An837P.Line(2)), An837P.Claim(An837P.Line(3)))));

    [Fact]
    public void Answers_a_file_with_ta1_999_and_277ca()
    {
        var answers = new SimulatedPayer().Take(File);

        var parts = answers.All.SelectMany(AnX12.Parts).Where(part => part is not ResponseInterchange).ToList();
        Assert.Equal((17, ResponseVerdict.Accepted), (Assert.IsType<Ta1>(parts[0]).InterchangeNumber, ((Ta1)parts[0]).Verdict));
        Assert.Equal((17, ResponseVerdict.Accepted), (Assert.IsType<Ack999>(parts[1]).GroupNumber, ((Ack999)parts[1]).Verdict));
        var batch = Assert.Single(Assert.IsType<Ack277CA>(parts[2]).Batches);
        Assert.Equal(("MG-2026-10-1", ClaimVerdict.Accepted), (batch.BatchId, batch.Verdict));
        Assert.Equal(new(2, null, 136_50, null), batch.Totals);
        Assert.Empty(batch.Differences);
        Assert.Equal(["CL0001", "CL0003"], batch.Providers.Single().Claims.Select(claim => claim.ClaimNumber));
        Assert.Equal(3, parts.Count);
    }

    [Fact]
    public void Pays_what_it_took()
    {
        var payer = new SimulatedPayer();
        payer.Take(File);

        var parts = AnX12.Parts(payer.Remit(PaidOn));

        Assert.Equal(109_20, parts.OfType<RemitPayment>().Single().PaymentCents);
        Assert.True(parts.OfType<RemitEnd>().Single().Balances);
        var claim = parts.OfType<RemitClaim>().First();
        Assert.Equal(("CL0001", "1", 91_00, 72_80), (claim.ClaimNumber, claim.Status, claim.ChargeCents, claim.PaidCents));
        Assert.Equal(["L0001", "L0002"], claim.Lines.Select(line => line.LineNumber));
        Assert.Equal([new("CO", "45", 9_10)], claim.Lines[0].Adjustments);
        Assert.Equal(36_40, payer.Books.Lines["L0001"].PaidCents);
        Assert.Equal(72_80, payer.Books.Claims["CL0001"].PaidCents);
        Assert.Equal(109_20, payer.Books.Remittances.Sum(remittance => remittance.PaymentCents));
    }
}

using MedicaidLogs.Billing.Tests.X12;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

public class PayerAcknowledgementTests
{
    [Fact]
    public void Answers_a_file_with_ta1_999_and_277ca()
    {
        var answers = new SimulatedPayer().Take(AClaimFile.OfClaims(2));

        var ta1 = Only<Ta1>(answers.Ta1);
        Assert.Equal((17, ResponseVerdict.Accepted, "000"), (ta1.InterchangeNumber, ta1.Verdict, ta1.Note));
        var ack = Only<Ack999>(answers.Ack999);
        Assert.Equal((17, ResponseVerdict.Accepted, 1), (ack.GroupNumber, ack.Verdict, ack.AcceptedCount));
        var batch = Assert.Single(Only<Ack277CA>(answers.Ack277CA).Batches);
        Assert.Equal(("MG-2026-10-1", ClaimVerdict.Accepted), (batch.BatchId, batch.Verdict));
        Assert.Equal(new(2, null, 91_00, null), batch.Totals);
        Assert.Equal(batch.Totals, batch.Providers.Single().Totals);
        Assert.Equal(["CL0001", "CL0002"], batch.Providers.Single().Claims.Select(claim => claim.ClaimNumber));
        Assert.All(batch.Providers.Single().Claims, claim => Assert.Equal(13, claim.PayerClaimNumber.Length));
    }

    [Fact]
    public void Takes_an_interchange_with_errors()
    {
        var answers = new SimulatedPayer().DecideFile(_ => FileDecision.AcceptWithErrors("018")).Take(AClaimFile.OfClaims(1));

        Assert.Equal((ResponseVerdict.AcceptedWithErrors, "018"), (Only<Ta1>(answers.Ta1).Verdict, Only<Ta1>(answers.Ta1).Note));
        Assert.NotNull(answers.Ack277CA);
    }

    [Fact]
    public void Says_nothing_more_of_an_interchange_that_it_rejects()
    {
        var payer = new SimulatedPayer().DecideFile(_ => FileDecision.Reject("006"));

        var answers = payer.Take(AClaimFile.OfClaims(1));

        Assert.Equal((ResponseVerdict.Rejected, "006"), (Only<Ta1>(answers.Ta1).Verdict, Only<Ta1>(answers.Ta1).Note));
        Assert.Equal(answers.Ta1, Assert.Single(answers.All));
        Assert.Empty(payer.Waiting);
    }

    [Fact]
    public void Rejects_an_interchange_number_that_it_took_before()
    {
        var payer = new SimulatedPayer();
        payer.Take(AClaimFile.OfClaims(1));

        Assert.Equal("025", Only<Ta1>(payer.Take(AClaimFile.OfClaims(1)).Ta1).Note);
        Assert.Single(payer.Waiting);
    }

    [Fact]
    public void Says_no_ta1_where_none_is_asked_for_and_nothing_is_wrong() =>
        Assert.Null(new SimulatedPayer().Take(An837P.Bytes(An837P.File() with { Envelope = An837P.Envelope with { AskForTa1 = false } })).Ta1);

    [Fact]
    public void A_999_points_at_the_segment_and_element_of_the_claim()
    {
        var file = AClaimFile.OfClaims(2);
        var payer = new SimulatedPayer().DecideBatch(_ => BatchDecision.Reject(
            new SyntaxFault("CL0002", "HI", "2300", "7", Element: 1, BadValue: "F802"), new SyntaxFault(null, "NM1", "1000A", "I6")));

        var answers = payer.Take(file);

        var ack = Only<Ack999>(answers.Ack999);
        var transaction = Assert.Single(ack.Transactions);
        Assert.Equal((ResponseVerdict.Rejected, ResponseVerdict.Rejected, 0), (ack.Verdict, transaction.Verdict, ack.AcceptedCount));
        var first = transaction.Errors[0];
        Assert.Equal(("HI", "2300", "8", "CL0002"), (first.SegmentId, first.Loop, first.Code, Assert.Single(first.Contexts).Value));
        Assert.Equal((1, "7", "F802"), (first.Elements[0].Element, first.Elements[0].Code, first.Elements[0].BadValue));
        Assert.Equal("HI", Segment(file, first.Position).Split('*')[0]);
        Assert.StartsWith("CLM*CL0002", Segment(file, first.Position - 1), StringComparison.Ordinal);
        Assert.Equal(("NM1", 3, "I6"), (transaction.Errors[1].SegmentId, transaction.Errors[1].Position, transaction.Errors[1].Code));
        Assert.Null(answers.Ack277CA);
        Assert.Empty(payer.Waiting);
    }

    [Fact]
    public void A_999_takes_one_batch_and_not_the_other()
    {
        var payer = new SimulatedPayer().DecideBatch(batch =>
            batch.ControlNumber == 1 ? BatchDecision.Reject(new SyntaxFault("CL0001", "SV1", "2400", "8")) : BatchDecision.Accept());

        var answers = payer.Take(AClaimFile.OfTwoBatches());

        var ack = Only<Ack999>(answers.Ack999);
        Assert.Equal((ResponseVerdict.PartlyAccepted, 2, 1), (ack.Verdict, ack.ReceivedCount, ack.AcceptedCount));
        Assert.Equal([ResponseVerdict.Rejected, ResponseVerdict.Accepted], ack.Transactions.Select(transaction => transaction.Verdict));
        Assert.Equal(["MG-2026-10-2"], Only<Ack277CA>(answers.Ack277CA).Batches.Select(batch => batch.BatchId));
        Assert.Equal(["CL0002"], payer.Waiting.Select(claim => claim.Number));
    }

    [Fact]
    public void A_999_may_take_a_batch_with_errors()
    {
        var answers = new SimulatedPayer().DecideBatch(_ => BatchDecision.AcceptWithErrors(new SyntaxFault("CL0001", "REF", "2400", "I9"))).Take(AClaimFile.OfClaims(1));

        Assert.Equal((ResponseVerdict.AcceptedWithErrors, 1), (Only<Ack999>(answers.Ack999).Verdict, Only<Ack999>(answers.Ack999).AcceptedCount));
        Assert.NotNull(answers.Ack277CA);
    }

    [Fact]
    public void A_277ca_tells_claims_that_are_taken_rejected_forwarded_and_says_nothing_of_lost_ones()
    {
        var payer = new SimulatedPayer().Decide(claim => claim.Number switch
        {
            "CL0001" => Decision.Reject277("A7", "164", "IL").And("A7", "21").And("A3", "187").And("A6", "562", "82"),
            "CL0002" => Decision.Forward("OTHER INSURANCE"),
            "CL0003" => Decision.LosesIt(),
            _ => Decision.Pend(),
        });

        var batch = Assert.Single(Only<Ack277CA>(payer.Take(AClaimFile.OfClaims(4)).Ack277CA).Batches);

        var claims = batch.Providers.Single().Claims;
        Assert.Equal(
            [("CL0001", ClaimVerdict.Rejected), ("CL0002", ClaimVerdict.Forwarded), ("CL0004", ClaimVerdict.Accepted)],
            claims.Select(claim => (claim.ClaimNumber, claim.Verdict)));
        Assert.Equal(["A7 A7 A3", "A6"], claims[0].Statuses.Select(status => string.Join(' ', status.Codes.Select(code => code.Category))));
        Assert.Equal(("164", "IL", ""), (claims[0].Statuses[0].Codes[0].Status, claims[0].Statuses[0].Codes[0].Entity, claims[0].PayerClaimNumber));
        Assert.Equal(new(2, 1, 91_00, 45_50), batch.Totals);
        Assert.Empty(batch.Differences);
        Assert.Equal(
            [ClaimFate.Rejected, ClaimFate.Forwarded, ClaimFate.Lost, ClaimFate.Taken],
            new[] { "CL0001", "CL0002", "CL0003", "CL0004" }.Select(number => payer.Books.Fates[number]));
    }

    [Fact]
    public void A_277ca_names_the_line_for_whose_sake_a_claim_is_rejected()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.RejectLine277("L0002", "A7", "454"));

        var claim = Only<Ack277CA>(payer.Take(AClaimFile.OfLines(3)).Ack277CA).Batches[0].Providers[0].Claims[0];

        Assert.Equal((ClaimVerdict.Rejected, 136_50), (claim.Verdict, claim.ChargeCents));
        var line = Assert.Single(claim.Lines);
        Assert.Equal(("L0002", "92507", 45_50, "454"), (line.LineNumber, line.Procedure, line.ChargeCents, line.Statuses[0].Codes[0].Status));
    }

    [Fact]
    public void A_277ca_refuses_a_batch_as_a_whole()
    {
        var payer = new SimulatedPayer().DecideBatch(batch => batch.ControlNumber == 2 ? BatchDecision.Refuse("A8", "24", "41") : BatchDecision.Accept());

        var batches = Only<Ack277CA>(payer.Take(AClaimFile.OfTwoBatches()).Ack277CA).Batches;

        Assert.Equal([ClaimVerdict.Accepted, ClaimVerdict.Rejected], batches.Select(batch => batch.Verdict));
        Assert.Equal((1, 45_50, 0), (batches[1].Totals.RejectedCount, batches[1].Totals.RejectedCents, batches[1].Providers.Count));
        Assert.Equal(["CL0001"], payer.Waiting.Select(claim => claim.Number));
    }

    private static T Only<T>(byte[]? file)
        where T : ResponsePart =>
        Assert.Single(AnX12.Parts(Assert.IsType<byte[]>(file)).OfType<T>());

    /// <summary>Of the first transaction, whose ST is 1.</summary>
    private static string Segment(byte[] file, long position)
    {
        var segments = System.Text.Encoding.ASCII.GetString(file).Split('~');
        return segments[Array.FindIndex(segments, segment => segment.StartsWith("ST*", StringComparison.Ordinal)) + (int)position - 1];
    }
}

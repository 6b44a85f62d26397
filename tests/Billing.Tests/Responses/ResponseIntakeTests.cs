using System.Text;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.Responses;

public sealed class ResponseIntakeTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly EntryBuilder[] _sessions =
        [ClaimMonth.Session(1, "S1", 6), ClaimMonth.Therapy(2, "S1", 6, 10, 30), ClaimMonth.Session(3, "S2", 7)];

    [Fact]
    public async Task A_month_goes_out_and_comes_back_paid()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);

        foreach (var answer in month.Answers.All)
        {
            Assert.Equal(0, (await month.PostAsync(answer)).UnmatchedAnswers);
        }

        Assert.Equal(["accepted", "accepted", "accepted"], await month.StagesAsync());
        var summary = await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));

        Assert.Equal((1, 3, 3, 0), (summary.Payments, summary.Claims, summary.Lines, summary.Unmatched));
        Assert.Equal(payer.Books.Remittances[0].PaymentCents, summary.PaymentCents);
        var lines = await month.LinesAsync();
        Assert.All(lines, line => Assert.Equal(("decided", 0L, 0L), (line.Stage, line.Denied, line.Outstanding)));
        Assert.Equal(
            from line in payer.Books.Lines orderby line.Key select (line.Key, line.Value.PaidCents, line.Value.ChargeCents - line.Value.PaidCents),
            from line in lines select (line.Line, line.Paid, line.Adjusted));
    }

    [Fact]
    public async Task The_same_file_twice_is_posted_once()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        var remittance = payer.Remit(ResponseMonth.PaidOn);

        var first = await month.PostAsync(remittance);
        var before = await TableContents.ReadAsync(database.DataSource);
        var again = Assert.IsType<ResponseOutcome.CameBefore>(await month.ImportAsync(remittance));

        Assert.Equal(first, again.Summary);
        before.AssertSame(await TableContents.ReadAsync(database.DataSource));
    }

    [Fact]
    public async Task The_same_payment_in_another_file_is_posted_once()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        var lines = await month.LinesAsync();

        var spelled = Encoding.ASCII.GetString(payer.RemitAgain()).Replace("~", "~\r\n");
        var again = await month.PostAsync(Encoding.ASCII.GetBytes(spelled));

        Assert.Equal((0, 1, 0), (again.Payments, again.KnownPayments, again.Lines));
        Assert.Equal(lines, await month.LinesAsync());
    }

    [Fact]
    public async Task A_payment_of_which_two_files_say_different_things_is_refused_with_all_of_the_second()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        var lines = await month.LinesAsync();

        var other = Encoding.ASCII.GetString(payer.RemitAgain()).Replace("CAS*CO*45", "CAS*CO*97");
        var refusal = await month.RefuseAsync(Encoding.ASCII.GetBytes(other));

        Assert.Equal("X12_POST_OTHER_CONTENT", refusal.Code);
        Assert.Equal(lines, await month.LinesAsync());
        Assert.Equal(1, await month.CountAsync("billing.remittance"));
    }

    [Theory]
    [InlineData(BalanceLevel.Line, 1), InlineData(BalanceLevel.Claim, -250), InlineData(BalanceLevel.Payment, 1)]
    public async Task A_remittance_that_does_not_balance_posts_nothing(BalanceLevel level, long offByCents)
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        payer.Remit(ResponseMonth.PaidOn);

        var refusal = await month.RefuseAsync(payer.RemitUnbalanced(level, offByCents));

        Assert.Equal(("X12_POST_UNBALANCED", 1), (refusal.Code, refusal.OffBalanceCount));
        var off = Assert.Single(refusal.OffBalances);
        Assert.Equal((level.ToString(), offByCents, refusal.Segment), (off.Level, off.OffByCents, off.Segment));
        Assert.Equal(0, await month.CountAsync("billing.remit_claim"));
        Assert.Equal(0, await month.CountAsync("billing.remittance"));
        Assert.Equal([("refused", true)], await month.Month.QueryAsync<(string, bool)>(
            "select status, summary is null from billing.response_file where district_id = @DistrictId"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_kept_and_says_where()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        var remittance = payer.Remit(ResponseMonth.PaidOn);

        var refusal = await month.RefuseAsync(remittance[..^40]);

        Assert.Equal("X12_IN_CUT_OFF", refusal.Code);
        Assert.InRange(refusal.Offset!.Value, remittance.Length - 60, remittance.Length);
        Assert.Equal(0, await month.CountAsync("billing.remit_line"));
        Assert.Equal(3, (await month.PostAsync(remittance)).Lines);
    }

    [Theory, InlineData("N1*PE*SOMEBODY*XX*1993999998"), InlineData("N1*PE*SOMEBODY*FI*999999999"), InlineData("N1*PE*SOMEBODY~REF*TJ*999999999")]
    public async Task A_payment_for_another_payee_is_refused_and_kept(string payee)
    {
        var month = await ResponseMonth.CreateAsync(database, payer: null, _sessions[2]);

        var refusal = await month.RefuseAsync(AnX12.Bytes(AnX12.Payment("0").Replace("N1*PE*MAPLE GROVE*XX*1234567893", payee)));

        Assert.Equal(PostingRefusals.OtherPayee, new(refusal.Code, refusal.Words));
        Assert.Equal((1L, 0L), (await month.CountAsync("billing.response_file"), await month.CountAsync("billing.remittance")));
    }

    [Fact]
    public async Task A_payment_of_less_than_nothing_is_told_as_that()
    {
        var month = await ResponseMonth.CreateAsync(database, payer: null, _sessions[2]);

        var refusal = await month.RefuseAsync(AnX12.Bytes(AnX12.Payment("-5", "CLP*X*22*-5*-5**MC*P1")));

        Assert.Equal(("X12_POST_NEGATIVE", 1), (refusal.Code, refusal.OffBalanceCount));
    }

    [Fact]
    public async Task A_file_that_was_received_and_not_posted_is_finished_by_the_next_call()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        var remittance = payer.Remit(ResponseMonth.PaidOn);
        var intake = new ResponseIntake(database.DataSource, StoredDistrict.Clock);
        var received = await intake.ReceiveAsync(month.Month.DistrictId, "a", new MemoryStream(remittance), ClaimMonth.Who);

        var posted = Assert.IsType<ResponseOutcome.Posted>(await month.ImportAsync(remittance));

        Assert.Equal((received, 3), (posted.ResponseFileId, posted.Summary.Lines));
    }

    [Fact]
    public async Task A_test_pays_nothing_once_our_own_files_are_none()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        await month.Month.ExecuteAsync(
            "update billing.claim_run set terms = jsonb_set(terms, '{payer,interchange,production}', 'true') where district_id = @DistrictId");

        var summary = await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));

        Assert.Equal((0, 0L, 1), (summary.Payments, summary.PaymentCents, summary.TestParts));
        Assert.All(await month.LinesAsync(), line => Assert.Equal(0, line.Paid));
    }
}

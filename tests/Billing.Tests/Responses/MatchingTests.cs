using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.Responses;

public sealed class MatchingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly EntryBuilder[] _sessions =
        [ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7), ClaimMonth.Session(3, "S2", 7)];

    [Theory]
    [InlineData(GivesBack.Everything, "line-number")]
    [InlineData(GivesBack.ClaimNumber, "claim-number")]
    [InlineData(GivesBack.PayerNumber, "payer-number")]
    [InlineData(GivesBack.Service, "member")]
    public async Task A_payer_may_give_back_as_little_as_still_means_one_line(GivesBack habit, string matchedBy)
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = habit });
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        await month.PostAsync(month.Answers.Ack277CA!);

        Assert.Equal(0, (await month.PostAsync(payer.Remit(ResponseMonth.PaidOn))).Unmatched);

        Assert.Equal([(matchedBy, 3)], await month.MatchedAsync());
        Assert.All(await month.LinesAsync(), line => Assert.Equal((payer.Books.Lines[line.Line].PaidCents, 0L), (line.Paid, line.Outstanding)));
    }

    [Fact]
    public async Task What_means_no_line_waits_and_is_nowhere_in_the_ledger()
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = GivesBack.Nothing });
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);

        var summary = await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));

        Assert.Equal((3, summary.PaidCents), (summary.Unmatched, summary.UnmatchedPaidCents));
        Assert.All(await month.LinesAsync(), line => Assert.Equal(0, line.Paid));
        Assert.Equal(3, await month.CountAsync("billing.unmatched_remit"));
    }

    [Fact]
    public async Task The_payers_number_may_be_learned_after_the_payment()
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = GivesBack.PayerNumber });
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        Assert.Equal(3, (await month.PostAsync(WithoutMembers(payer.Remit(ResponseMonth.PaidOn)))).Unmatched);

        var summary = await month.PostAsync(month.Answers.Ack277CA!);

        Assert.Equal(3, summary.MatchedLater);
        Assert.Equal([("payer-number", 3)], await month.MatchedAsync());
        Assert.Equal(0, await month.CountAsync("billing.unmatched_line"));
    }

    [Fact]
    public async Task A_line_number_that_contradicts_the_claim_number_waits()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);
        var numbers = payer.Waiting.Select(claim => claim.Number).Order().ToArray();
        var file = Text(payer.Remit(ResponseMonth.PaidOn)).Replace($"CLP*{numbers[0]}*", $"CLP*{numbers[1]}*");

        var summary = await month.PostAsync(Bytes(file));

        Assert.Equal(2, summary.Unmatched);
        Assert.Equal([("line-number", 1)], await month.MatchedAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_answer_to_another_districts_claim_waits_however_much_it_looks_like_one_to_ours(bool leavesLinesOut)
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = GivesBack.ClaimNumber })
            .Decide(_ => Decision.Pay() with { LeavesLinesOut = leavesLinesOut });
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        await month.PostAsync(month.Answers.Ack277CA!); // so the payer's number of ours is known
        var number = payer.Waiting[0].Number;
        Assert.True(ClaimNumber.TryParse(number, out var ours));
        var theirs = new ClaimNumber(new DistrictId(ours.DistrictId.Value + 1), ours.ClaimId).ToString();

        var summary = await month.PostAsync(Bytes(Text(payer.Remit(ResponseMonth.PaidOn)).Replace(number, theirs)));

        Assert.Equal((1, 0L), (summary.Unmatched, await month.CountAsync("billing.line_posting")));
    }

    [Fact]
    public async Task A_line_number_that_we_never_gave_waits()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        var number = payer.Waiting[0].Lines[0].LineNumber;

        Assert.Equal(1, (await month.PostAsync(Bytes(Text(payer.Remit(ResponseMonth.PaidOn)).Replace(number, number[..^2] + "07")))).Unmatched);
    }

    [Fact]
    public async Task A_claim_without_lines_is_cut_by_the_charges_of_ours()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Pay() with { LeavesLinesOut = true });
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions);

        Assert.Equal(0, (await month.PostAsync(payer.Remit(ResponseMonth.PaidOn))).Unmatched);

        Assert.Equal(payer.Books.PaymentCents, (await month.LinesAsync()).Sum(line => line.Paid));
        Assert.All(await month.LinesAsync(), line => Assert.Equal(0, line.Outstanding));
    }

    [Fact]
    public async Task What_is_taken_off_the_claim_is_taken_off_what_its_lines_are_paid()
    {
        var payer = new SimulatedPayer().Decide(claim =>
            Decision.ByLine(line => line == claim.Lines[0] ? LineDecision.Deny(line, "CO", "97") : LineDecision.Pay(line)) with { OfClaim = [new("CO", "104", 5_00)] });
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[..2]);

        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));

        var lines = await month.LinesAsync();
        Assert.Equal((0L, 0L, 0L), (lines[0].Paid, lines[0].Adjusted, lines[0].Outstanding));
        Assert.Equal((payer.Books.PaymentCents, 0L), (lines[1].Paid, lines[1].Outstanding));
    }

    [Fact]
    public async Task A_claim_over_two_answers_is_one_claim()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Pay() with { Parts = 2 });
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[..2]);

        var summary = await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));

        Assert.Equal((2, 0), (summary.Claims, summary.Unmatched));
        Assert.All(await month.LinesAsync(), line => Assert.Equal((payer.Books.Lines[line.Line].PaidCents, 0L), (line.Paid, line.Outstanding)));
    }

    [Fact]
    public async Task A_reversal_makes_the_line_open_again()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        payer.TakeBack(payer.Books.Claims.Keys.Single());

        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn.AddDays(28)));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((0L, 0L, 0L), (line.Paid, line.Adjusted, line.Denied));
        Assert.True(line.Outstanding > 0);
    }

    [Fact]
    public async Task A_denied_line_counts_as_denied_for_what_the_denial_takes_off()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Deny("CO", "29"));
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);

        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((0L, 0L, 0L), (line.Paid, line.Adjusted, line.Outstanding));
        Assert.True(line.Denied > 0);
    }

    [Fact]
    public async Task A_claim_that_is_another_payers_to_pay_decides_nothing()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.NotOurs("OTHER INSURANCE"));
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);

        Assert.Equal(0, (await month.PostAsync(payer.Remit(ResponseMonth.PaidOn))).Unmatched);

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((0L, 0L), (line.Paid, line.Denied));
        Assert.True(line.Outstanding > 0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_answer_to_a_void_is_posted_on_what_it_takes_back(bool givesLineBack)
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        var @void = await month.VoidAsync();
        var paid = payer.Books.Lines.Values.Single();

        await month.PostAsync(AnX12.Bytes(AnX12.Payment(
            "0", [.. AnAnswer(@void, "22", -paid.ChargeCents, -paid.PaidCents, givesLineBack), $"PLB*1*20261231*FB*{-paid.PaidCents / 100m}"])));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((0L, 0L, paid.ChargeCents), (line.Paid, line.Adjusted, line.Outstanding));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_answer_to_a_void_in_a_rejected_voids_place_is_posted_on_what_both_take_back(bool givesLineBack)
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        var again = await month.VoidAsync(await month.VoidAsync());
        var paid = payer.Books.Lines.Values.Single();

        await month.PostAsync(AnX12.Bytes(AnX12.Payment(
            "0", [.. AnAnswer(again, "22", -paid.ChargeCents, -paid.PaidCents, givesLineBack), $"PLB*1*20261231*FB*{-paid.PaidCents / 100m}"])));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((0L, 0L, paid.ChargeCents), (line.Paid, line.Adjusted, line.Outstanding));
    }

    [Theory, InlineData("29"), InlineData("45")]
    public async Task What_takes_a_denial_back_in_other_words_leaves_the_line_clean(string reason)
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Deny("CO", "29"));
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        payer.TakeBack(payer.Books.Claims.Keys.Single());

        await month.PostAsync(Bytes(Text(payer.Remit(ResponseMonth.PaidOn.AddDays(28))).Replace("CAS*CO*29*", $"CAS*CR*{reason}*")));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((0L, 0L, 0L), (line.Paid, line.Adjusted, line.Denied));
        Assert.True(line.Outstanding > 0);
    }

    [Fact]
    public async Task A_reversals_own_number_is_not_the_claims()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        var number = await PayerNumberAsync(month);
        payer.TakeBack(payer.Books.Claims.Keys.Single());

        await month.PostAsync(Bytes(Text(payer.Remit(ResponseMonth.PaidOn.AddDays(28))).Replace($"*{number}", "*REVERSAL1")));

        Assert.Equal(number, await PayerNumberAsync(month));
    }

    [Fact]
    public async Task A_reversal_of_a_replaced_replacement_may_name_the_line_of_the_oldest()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        var oldest = payer.Waiting[0].Lines[0].LineNumber;
        var replaced = await month.ReplaceAsync();
        var last = await month.ReplaceAsync(replaced);
        var answer = AnX12.Bytes(AnX12.Payment("0", [.. AnAnswer(last, "22", -5_00, -4_00, givesLineBack: false), $"REF*6R*{oldest}", "PLB*1*20261231*FB*-4"]));

        Assert.Equal(0, (await month.PostAsync(answer)).Unmatched);

        Assert.Equal(
            [replaced],
            await month.Month.QueryAsync<string>(
                """
                select c.claim_number
                from billing.line_posting p
                join billing.claim c on c.district_id = p.district_id and c.claim_id = p.claim_id
                where p.district_id = @DistrictId
                """));
    }

    [Fact]
    public async Task What_pays_the_last_of_several_under_the_oldest_ones_line_waits()
    {
        var payer = new SimulatedPayer();
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        var last = await month.ReplaceAsync(await month.ReplaceAsync());
        var answer = AnX12.Payment("4", [.. AnAnswer(last, "1", 5_00, 4_00, givesLineBack: false), $"REF*6R*{payer.Waiting[0].Lines[0].LineNumber}"]);

        Assert.Equal(1, (await month.PostAsync(AnX12.Bytes(answer))).Unmatched);
    }

    [Fact]
    public async Task What_pays_a_void_waits_for_a_person()
    {
        var month = await ResponseMonth.CreateAsync(database, payer: null, _sessions[2]);
        var @void = await month.VoidAsync();

        Assert.Equal(1, (await month.PostAsync(AnX12.Bytes(AnX12.Payment("1", AnAnswer(@void, "1", 2_00, 1_00, givesLineBack: true))))).Unmatched);
    }

    [Fact]
    public async Task An_acknowledgement_in_two_files_is_stored_once()
    {
        var month = await ResponseMonth.CreateAsync(database, payer: null, _sessions);
        await month.PostAsync(month.Answers.Ack277CA!);
        var again = await month.PostAsync([.. month.Answers.Ack277CA!, (byte)'\n']);

        Assert.Equal((again.RunAnswers + again.ClaimAnswers, 2L), (again.KnownAnswers, await month.CountAsync("billing.claim_answer")));
    }

    [Fact]
    public async Task A_claim_that_the_payer_does_not_take_is_rejected()
    {
        var payer = new SimulatedPayer().Decide(_ => Decision.Reject277("A7", "164", "IL"));
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);

        await month.PostAsync(month.Answers.Ack277CA!);

        Assert.Equal(["rejected"], await month.StagesAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_rejects_its_claims()
    {
        var payer = new SimulatedPayer().DecideFile(_ => FileDecision.Reject("006"));
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);

        await month.PostAsync(month.Answers.Ta1!);

        Assert.Equal(["rejected"], await month.StagesAsync());
    }

    [Fact]
    public async Task A_withdrawn_file_is_answered_by_nothing()
    {
        var month = await ResponseMonth.CreateAsync(database, payer: null, _sessions);
        await month.Month.ExecuteAsync(
            """
            insert into billing.claim_withdrawal (district_id, claim_run_id, withdrawn_at, withdrawn_by, reason)
            select district_id, claim_run_id, now(), 'command:test', 'test' from billing.claim_run where district_id = @DistrictId
            """);

        await month.PostAsync(month.Answers.Ack277CA!);
        await month.PostAsync(AnX12.Bytes(Text(month.Answers.Ack277CA!).Replace("TRN*2*M", "TRN*2*X", StringComparison.Ordinal)));

        Assert.Equal([(4, 0)], await month.Month.QueryAsync<(int, int)>(
            "select count(*)::int, count(claim_id)::int from billing.claim_answer where district_id = @DistrictId"));
    }

    [Theory, InlineData(6), InlineData(8)]
    public async Task An_acknowledgement_between_others_than_our_file_went_between_is_none_of_it(int element)
    {
        var payer = new SimulatedPayer().DecideFile(_ => FileDecision.Reject("006"));
        var month = await ResponseMonth.CreateAsync(database, payer, _sessions[2]);
        var file = Text(month.Answers.Ta1!);

        var summary = await month.PostAsync(Bytes(file.Replace(file.Split('*')[element], "SOMEBODY ELSE  ")));

        Assert.Equal(1, summary.UnmatchedAnswers);
        Assert.DoesNotContain("rejected", await month.StagesAsync());
    }

    private static async Task<string> PayerNumberAsync(ResponseMonth month) => (await month.Month.QueryAsync<string>(
        "select billing.payer_number_of(district_id, claim_id) from billing.claim where district_id = @DistrictId"))[0];

    private static string[] AnAnswer(string number, string status, long chargeCents, long paidCents, bool givesLineBack) =>
    [
        FormattableString.Invariant($"CLP*{number}*{status}*{chargeCents / 100m}*{paidCents / 100m}**MC*P1"),
        FormattableString.Invariant($"SVC*HC:92507:GN*{chargeCents / 100m}*{paidCents / 100m}"),
        "DTM*472*20261007",
        FormattableString.Invariant($"CAS*CO*45*{(chargeCents - paidCents) / 100m}"),
        .. givesLineBack ? [$"REF*6R*{number}01"] : Array.Empty<string>(),
    ];

    private static byte[] WithoutMembers(byte[] file) => Bytes(Text(file).Replace("*MI*1000000000", "*MI*9999999999"));

    private static string Text(byte[] file) => Encoding.ASCII.GetString(file);

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}

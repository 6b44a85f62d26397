using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.Responses;

public sealed class UnmatchedRemitsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Why = "The payer's letter of 20 November names the line.";

    private readonly UnmatchedRemits _unmatched = new(database.DataSource, StoredDistrict.Clock);

    [Fact]
    public async Task A_person_says_which_line_is_meant()
    {
        var (month, payer) = await PaidNamelesslyAsync(ClaimMonth.Session(1, "S1", 6));
        var waiting = Assert.Single(await ListAsync(month));
        var line = (await month.LinesAsync())[0].Line;

        Assert.IsType<UnmatchedOutcome.Decided>(await AssignAsync(month, waiting.Id, line));

        Assert.Equal(payer.Books.PaymentCents, (await month.LinesAsync())[0].Paid);
        Assert.Empty(await ListAsync(month));
        Assert.Equal([("remittance.assigned", Why)], await month.Month.QueryAsync<(string, string)>(
            "select action, reason from ops.audit_event where district_id = @DistrictId and reason is not null and action like 'remittance.%'"));
        Assert.IsType<UnmatchedOutcome.NotWaiting>(await AssignAsync(month, waiting.Id, line));
    }

    [Fact]
    public async Task What_is_not_ours_is_asked_about_once()
    {
        var (month, _) = await PaidNamelesslyAsync(ClaimMonth.Session(1, "S1", 6));
        var waiting = Assert.Single(await ListAsync(month));

        Assert.IsType<UnmatchedOutcome.Decided>(
            await _unmatched.NotOursAsync(month.Month.DistrictId, waiting.Id, "Another district's.", await SomebodyAsync(month)));

        Assert.Empty(await ListAsync(month));
        Assert.Equal(0, (await month.LinesAsync())[0].Paid);
        Assert.Equal(0, await _unmatched.MatchAgainAsync(month.Month.DistrictId));
    }

    [Fact]
    public async Task An_auditor_decides_nothing()
    {
        var (month, _) = await PaidNamelesslyAsync(ClaimMonth.Session(1, "S1", 6));

        Assert.IsType<UnmatchedOutcome.NotAllowed>(await _unmatched.NotOursAsync(
            month.Month.DistrictId, Assert.Single(await ListAsync(month)).Id, Why, await SomebodyAsync(month, UserRole.Auditor)));
        Assert.Single(await ListAsync(month));
    }

    [Fact]
    public async Task The_list_goes_on_after_any_of_its_parts()
    {
        var (month, _) = await PaidNamelesslyAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 7), ClaimMonth.Session(3, "S3", 8));
        var waiting = await ListAsync(month);

        Assert.Equal(3, waiting.Count);
        Assert.Equal(waiting.Skip(1), await ListAsync(month, waiting[0].Id));
        Assert.Empty(await ListAsync(month, waiting[2].Id));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal(new(3, waiting.Sum(each => each.PaidCents)), await UnmatchedRemits.TotalAsync(connection, month.Month.DistrictId));
    }

    [Fact]
    public async Task A_line_is_not_answered_for_more_than_its_charge()
    {
        var (month, _) = await PaidNamelesslyAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 7));
        var waiting = await ListAsync(month);
        var line = (await month.LinesAsync())[0].Line;
        await AssignAsync(month, waiting[0].Id, line);

        var refused = Assert.IsType<UnmatchedOutcome.DoesNotFit>(await AssignAsync(month, waiting[1].Id, line));

        Assert.Contains("more than its charge", refused.Words, StringComparison.Ordinal);
        Assert.Single(await ListAsync(month));
    }

    [Fact]
    public async Task What_was_never_said_cannot_be_taken_back()
    {
        var (month, payer) = await PaidNamelesslyAsync(ClaimMonth.Session(1, "S1", 6));
        await _unmatched.NotOursAsync(month.Month.DistrictId, (await ListAsync(month))[0].Id, Why, await SomebodyAsync(month));
        payer.TakeBack(payer.Books.Claims.Keys.Single());
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn.AddDays(28)));

        var refused = Assert.IsType<UnmatchedOutcome.DoesNotFit>(
            await AssignAsync(month, Assert.Single(await ListAsync(month)).Id, (await month.LinesAsync())[0].Line));

        Assert.Contains("takes back", refused.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_another_district_or_of_a_withdrawn_file_is_none()
    {
        var (month, _) = await PaidNamelesslyAsync(ClaimMonth.Session(1, "S1", 6));
        var id = Assert.Single(await ListAsync(month)).Id;
        var (districtId, line) = (month.Month.DistrictId, (await month.LinesAsync())[0].Line);
        Assert.True(ClaimNumber.TryParse(line.AsSpan(0, line.Length - 2), out var number));

        Assert.IsType<UnmatchedOutcome.DoesNotFit>(await AssignAsync(month, id, new ClaimNumber(new DistrictId(districtId.Value + 1), number.ClaimId).OfLine(1)));
        Assert.IsType<UnmatchedOutcome.DoesNotFit>(await AssignAsync(month, id, number.OfLine(2)));
        Assert.IsType<UnmatchedOutcome.DoesNotFit>(await AssignAsync(month, id, "0"));
        Assert.IsType<UnmatchedOutcome.DoesNotFit>(await AssignAsync(month, id, number.ToString()));
        await month.Month.ExecuteAsync(
            """
            insert into billing.claim_withdrawal (district_id, claim_run_id, withdrawn_at, withdrawn_by, reason)
            select district_id, claim_run_id, now(), 'command:test', 'test' from billing.claim_run where district_id = @DistrictId
            """);
        Assert.IsType<UnmatchedOutcome.DoesNotFit>(await AssignAsync(month, id, line));
    }

    [Fact]
    public async Task A_claim_without_lines_may_be_assigned_to_a_claim()
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = GivesBack.Nothing }).Decide(_ => Decision.Pay() with { LeavesLinesOut = true });
        var month = await ResponseMonth.CreateAsync(database, payer, ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7));
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        var claim = payer.Books.Claims.Keys.Single();

        Assert.IsType<UnmatchedOutcome.Decided>(await AssignAsync(month, Assert.Single(await ListAsync(month)).Id, claim));

        Assert.All(await month.LinesAsync(), line => Assert.Equal((payer.Books.PaymentCents / 2, 0L), (line.Paid, line.Outstanding)));
    }

    [Fact]
    public async Task A_decision_also_explains_what_the_payer_calls_by_the_same_number()
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = GivesBack.PayerNumber });
        var month = await ResponseMonth.CreateAsync(database, payer, ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7));
        var remittance = System.Text.Encoding.ASCII.GetString(payer.Remit(ResponseMonth.PaidOn)).Replace("*MI*1000000000", "*MI*9999999999");
        await month.PostAsync(System.Text.Encoding.ASCII.GetBytes(remittance));
        var (waiting, lines) = (await ListAsync(month), await month.LinesAsync());

        var decided = Assert.IsType<UnmatchedOutcome.Decided>(await AssignAsync(month, waiting[0].Id, lines[0].Line));

        Assert.Equal(1, decided.MatchedBesides);
        Assert.Equal([("payer-number", 1), ("person", 1)], await month.MatchedAsync());
        Assert.All(await month.LinesAsync(), line => Assert.Equal(0, line.Outstanding));
    }

    [Theory, InlineData("12-3-1", true), InlineData("12-3", false), InlineData("12-3-x", false), InlineData("-12-3-1", false), InlineData("", false)]
    public void An_id_is_read_as_it_is_written(string text, bool isOne)
    {
        Assert.Equal(isOne, UnmatchedId.TryParse(text, out var id));
        Assert.Equal(isOne ? text : "0-0-0", id.ToString());
    }

    private async Task<(ResponseMonth Month, SimulatedPayer Payer)> PaidNamelesslyAsync(params EntryBuilder[] sessions)
    {
        var payer = new SimulatedPayer(new PayerStyle { GivesBack = GivesBack.Nothing });
        var month = await ResponseMonth.CreateAsync(database, payer, sessions);
        await month.PostAsync(payer.Remit(ResponseMonth.PaidOn));
        return (month, payer);
    }

    private async Task<IReadOnlyList<UnmatchedRemit>> ListAsync(ResponseMonth month, UnmatchedId? after = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await UnmatchedRemits.ListAsync(connection, month.Month.DistrictId, after, limit: 100);
    }

    private async Task<UnmatchedOutcome> AssignAsync(ResponseMonth month, UnmatchedId id, string ourNumber) =>
        await _unmatched.AssignAsync(month.Month.DistrictId, id, ourNumber, Why, await SomebodyAsync(month));

    private static Task<Guid> SomebodyAsync(ResponseMonth month, string role = UserRole.Clerk) => month.Month.District.PersonAsync(role);
}

using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Reconciliation;

public sealed class WriteOffTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private ClaimMonth _month = null!;

    [Fact]
    public async Task What_was_denied_is_given_up_and_taken_back()
    {
        await DeniedMonthAsync();

        Assert.Equal(new WriteOffOutcome.Done(500, 1_000), await WriteOffAsync(WriteOffOf.Denied, 500));
        Assert.Equal(new WriteOffOutcome.Done(1_000, 0), await WriteOffAsync(WriteOffOf.Denied, null));
        Assert.Equal((0, 1_500), await StandingAsync());

        Assert.Equal(new WriteOffOutcome.Done(1_500, 0), await TakeBackAsync(WriteOffOf.Denied, null));
        Assert.Equal((1_500, 0), await StandingAsync());
        Assert.Equal(
            ["line.written-off 500", "line.written-off 1000", "line.write-off-taken-back -1500"],
            await _month.QueryAsync<string>(
                "select action || ' ' || (detail ->> 'cents') from ops.audit_event where district_id = @DistrictId and action like 'line.%' order by seq"));
    }

    [Fact]
    public async Task What_nobody_decided_on_is_given_up()
    {
        await DeniedMonthAsync();

        Assert.Equal(new WriteOffOutcome.Done(200, 0), await WriteOffAsync(WriteOffOf.Outstanding, 200));
        Assert.Equal((1_500, 200), await StandingAsync());
    }

    [Theory]
    [InlineData(WriteOffOf.Denied, 1_501L, "There is only 15.00 of that on the line.")]
    [InlineData(WriteOffOf.Denied, 0L, "Say an amount above nothing.")]
    public async Task Nothing_is_given_up_that_is_not_there(WriteOffOf of, long cents, string reason)
    {
        await DeniedMonthAsync();

        Assert.Equal(new WriteOffOutcome.Refused(reason), await WriteOffAsync(of, cents));
    }

    [Fact]
    public async Task What_was_not_given_up_is_not_taken_back()
    {
        await DeniedMonthAsync();

        Assert.Equal(new WriteOffOutcome.Refused("Nothing of that is written off on the line."), await TakeBackAsync(WriteOffOf.Denied, null));
    }

    [Fact]
    public async Task A_line_that_another_stands_in_place_of_is_not_given_up()
    {
        await DeniedMonthAsync();
        await _month.ExecuteAsync("update billing.claim_line_entry set live = false where district_id = @DistrictId");

        Assert.IsType<WriteOffOutcome.Refused>(await WriteOffAsync(WriteOffOf.Denied, null));
    }

    [Fact]
    public async Task A_claim_that_did_not_go_out_is_not_given_up()
    {
        _month = await ClaimMonth.CreateAsync(database);
        await _month.BillAsync(ClaimMonth.Session(1, "S1", 6));

        Assert.Equal(
            new WriteOffOutcome.Refused("The claim has not gone out: there is nothing to give up yet."), await WriteOffAsync(WriteOffOf.Outstanding, null));
    }

    [Theory, InlineData(UserRole.Clerk), InlineData(UserRole.Auditor)]
    public async Task Only_finance_gives_money_up(string role)
    {
        await DeniedMonthAsync();

        Assert.IsType<WriteOffOutcome.Refused>(await WriteOffAsync(WriteOffOf.Denied, null, role));
        Assert.Equal((1_500, 0), await StandingAsync());
    }

    [Theory, InlineData("nonsense"), InlineData("M000100000001X01")]
    public async Task A_number_with_a_slip_names_no_line(string line)
    {
        await DeniedMonthAsync();

        Assert.IsType<WriteOffOutcome.Refused>(await WriteOffAsync(WriteOffOf.Denied, null, line: line));
    }

    /// <summary>One line of 20.00: 15.00 denied, 2.00 still open, 3.00 paid.</summary>
    private async Task DeniedMonthAsync()
    {
        _month = await ClaimMonth.CreateAsync(database);
        await _month.BillAsync(ClaimMonth.Session(1, "S1", 6));
        await new PayerFacts(database, _month.DistrictId).PayAsync(new PaidLine(1, Paid: 300, Denied: 1_500));
    }

    private async Task<WriteOffOutcome> WriteOffAsync(WriteOffOf of, long? cents, string role = UserRole.Finance, string? line = null) =>
        await new WriteOffs(database.DataSource, StoredDistrict.Clock).WriteOffAsync(
            _month.DistrictId, new(line ?? Line, of, cents, "beyond the filing limit"), await _month.District.PersonAsync(role));

    private async Task<WriteOffOutcome> TakeBackAsync(WriteOffOf of, long? cents) =>
        await new WriteOffs(database.DataSource, StoredDistrict.Clock).TakeBackAsync(
            _month.DistrictId, new(Line, of, cents, "the payer reopened it"), await _month.District.PersonAsync(UserRole.Finance));

    private string Line => new ClaimNumber(_month.DistrictId, 1).OfLine(1);

    private async Task<(long Denied, long WrittenOff)> StandingAsync() => Assert.Single(await _month.QueryAsync<(long, long)>(
        "select denied_cents, written_off_cents from billing.line_standing where district_id = @DistrictId"));
}

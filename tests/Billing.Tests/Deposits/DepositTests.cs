using System.Text;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Deposits;

public sealed class DepositTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly Friday = new(2026, 11, 6);

    private ClaimMonth _month = null!;

    private BankLines BankLines => new(database.DataSource, StoredDistrict.Clock);

    [Fact]
    public async Task A_bank_line_finds_its_remittance_by_trace_and_amount()
    {
        await PaidMonthAsync();

        Assert.Equal(new BankOutcome.TakenIn(1, 1, 1), await AddAsync(2_000, "TRACE1"));

        Assert.Equal([(2, 2_000)], (await ListAsync()).WithoutBankLine.Select(each => (each.RemittanceId, each.PaymentCents)));
    }

    [Fact]
    public async Task A_remittance_finds_a_bank_line_that_came_before_it()
    {
        await PaidMonthAsync();
        Assert.Equal(new BankOutcome.TakenIn(1, 1, 0), await AddAsync(700, "TRACE3"));
        await Facts(files: 2).PayAsync(new PaidLine(3, Paid: 700));

        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.Equal(1, await DepositMatching.RunAsync(transaction, _month.DistrictId, StoredDistrict.Change));
    }

    [Theory, InlineData("trace-1", 1), InlineData(" 000TRACE1", 1), InlineData("TRACE10", 0), InlineData("", 0)]
    public async Task Blanks_case_and_leading_zeros_do_not_tell_trace_numbers_apart(string trace, int matched)
    {
        await PaidMonthAsync();

        Assert.Equal(new BankOutcome.TakenIn(1, 1, matched), await AddAsync(2_000, trace));
    }

    [Fact]
    public async Task Another_amount_or_two_lines_that_look_alike_are_left_to_a_person()
    {
        await PaidMonthAsync();

        Assert.Equal(new BankOutcome.TakenIn(3, 3, 0), await ImportAsync("date,amount,trace\n2026-11-06,20.01,TRACE1\n2026-11-06,20.00,TRACE2\n2026-11-06,20.00,TRACE2\n"));

        var list = await ListAsync();
        Assert.Equal([1, 2], list.WithoutBankLine.Select(each => each.RemittanceId));
        Assert.Equal([1, 2, 3], list.WithoutRemittance.Select(each => each.BankLineId));
    }

    [Fact]
    public async Task A_person_ties_one_bank_line_to_several_remittances()
    {
        await PaidMonthAsync();
        await AddAsync(3_999, "");

        Assert.Equal(new DepositOutcome.Done(1, 1_999), await MatchAsync(1, 1));
        Assert.Equal(new DepositOutcome.Done(1, -1), await MatchAsync(2, 1));

        var list = await ListAsync();
        Assert.Empty(list.WithoutBankLine);
        Assert.Empty(list.WithoutRemittance);
        Assert.Equal((1, 2, -1), list.Differences.Select(each => (each.BankLineId, each.Remittances, each.DifferenceCents)).Single());
    }

    [Fact]
    public async Task What_a_person_took_apart_does_not_find_itself_again()
    {
        await PaidMonthAsync();
        await AddAsync(2_000, "TRACE1");

        Assert.Equal(new DepositOutcome.Done(1, 0), await UnmatchAsync(1));
        Assert.Equal(new BankOutcome.TakenIn(1, 1, 0), await AddAsync(5, ""));
        Assert.Equal(new DepositOutcome.Done(1, 0), await MatchAsync(1, 1));

        Assert.Equal(
            ["deposit.matched trace", "deposit.unmatched person", "deposit.matched person"],
            await _month.QueryAsync<string>(
                """
                select action || ' ' || (detail ->> 'by') from ops.audit_event
                where district_id = @DistrictId and action like 'deposit.%' order by seq
                """));
    }

    [Fact]
    public async Task Each_refusal_says_why()
    {
        await PaidMonthAsync();
        await AddAsync(2_000, "TRACE1");
        await AddAsync(-100, "");
        await Facts(files: 2).PayAsync(new PaidLine(3, Paid: 0, Denied: 2_000));

        Assert.Equal("The district has no such remittance.", Reason(await MatchAsync(99, 1)));
        Assert.Equal("The district has no such bank line.", Reason(await MatchAsync(2, 99)));
        Assert.Equal("Bank line 1 pays that remittance already; take it from there first.", Reason(await MatchAsync(1, 1)));
        Assert.Equal("That bank line is money that left the account; it pays no remittance.", Reason(await MatchAsync(2, 2)));
        Assert.Equal("The remittance pays nothing, so no bank line belongs to it.", Reason(await MatchAsync(3, 1)));
        Assert.Equal("No bank line pays that remittance.", Reason(await UnmatchAsync(2)));
        Assert.StartsWith("Only a person of", Reason(await MatchAsync(2, 1, UserRole.Clerk)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remittance_of_nothing_needs_no_bank_line()
    {
        await PaidMonthAsync();
        await Facts(files: 2).PayAsync(new PaidLine(3, Paid: 0, Denied: 2_000));

        Assert.Equal([1, 2], (await ListAsync()).WithoutBankLine.Select(each => each.RemittanceId));
    }

    [Fact]
    public async Task The_same_file_or_line_again_changes_nothing()
    {
        await PaidMonthAsync();
        const string File = "Date,Balance,Amount,Trace,Description\n2026-11-06,1.00,20.00,TRACE1,\"STATE OF NH, MEDICAID\"\n2026-11-06,,5.00,,CASH\n2026-11-06,,5.00,,CASH\n";

        Assert.Equal(new BankOutcome.TakenIn(3, 3, 1), await ImportAsync(File));
        Assert.Equal(new BankOutcome.TakenIn(3, 0, 0), await ImportAsync(File));
        Assert.Equal(new BankOutcome.TakenIn(1, 0, 0), await ImportAsync("date,amount,description\n2026-11-06,5,CASH\n"));
        Assert.Equal(new BankOutcome.TakenIn(4, 1, 0), await ImportAsync(File + "2026-11-06,,5.00,,CASH\n"));
        Assert.Equal([1, 2, 3], await _month.QueryAsync<int>(
            "select ordinal from billing.bank_line where district_id = @DistrictId and description = 'CASH' order by 1"));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("date,sum\n", "The header must name the columns date and amount.")]
    [InlineData("date,amount\n6.11.2026,5\n2026-11-06,5\n2026-11-06,1.234\n", "Line 2: the date is not one like 2026-11-06. Line 4: the amount is not one in dollars like 17.79 or -17.79.")]
    [InlineData("date,amount\n2026-11-06,0\n", "Line 2: the amount is nothing.")]
    [InlineData("date,amount\n2026-11-06,\"1,000.00\"\n", "Line 2: the amount is not one in dollars like 17.79 or -17.79.")]
    public async Task A_file_with_a_fault_is_refused_whole(string file, string reason)
    {
        await PaidMonthAsync();

        Assert.Equal(new BankOutcome.Refused(reason), await ImportAsync(file));
        Assert.Empty((await ListAsync()).WithoutRemittance);
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_refused()
    {
        await PaidMonthAsync();

        var outcome = await BankLines.ImportAsync(_month.DistrictId, [.. "date,amount,description\n2026-11-06,5,"u8, 0xE9, (byte)'\n'], ClaimMonth.Who);

        Assert.Equal(new BankOutcome.Refused("The file is not UTF-8. Save it as \"CSV UTF-8\"."), outcome);
    }

    /// <summary>Two remittances of 20.00 each, TRACE1 and TRACE2; a third claim that nobody has paid.</summary>
    private async Task PaidMonthAsync()
    {
        _month = await ClaimMonth.CreateAsync(database);
        await _month.BillAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6), ClaimMonth.Session(3, "S3", 6));
        var facts = Facts();
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        await facts.PayAsync(new PaidLine(2, Paid: 2_000));
    }

    private PayerFacts Facts(int files = 0) => new(database, _month.DistrictId, files);

    private Task<BankOutcome> AddAsync(long cents, string trace) =>
        BankLines.AddAsync(_month.DistrictId, new(Friday, cents, trace, ""), ClaimMonth.Who);

    private Task<BankOutcome> ImportAsync(string file) => BankLines.ImportAsync(_month.DistrictId, Encoding.UTF8.GetBytes(file), ClaimMonth.Who);

    private Task<DepositList> ListAsync() => DepositList.LoadAsync(database.DataSource, _month.DistrictId);

    private async Task<DepositOutcome> MatchAsync(long remittanceId, long bankLineId, string role = UserRole.Finance) =>
        await new DepositDecisions(database.DataSource, StoredDistrict.Clock).MatchAsync(
            _month.DistrictId, remittanceId, bankLineId, "same amounts", await _month.District.PersonAsync(role));

    private async Task<DepositOutcome> UnmatchAsync(long remittanceId) =>
        await new DepositDecisions(database.DataSource, StoredDistrict.Clock).UnmatchAsync(
            _month.DistrictId, remittanceId, "a slip", await _month.District.PersonAsync(UserRole.Finance));

    private static string Reason(DepositOutcome outcome) => Assert.IsType<DepositOutcome.Refused>(outcome).Reason;
}

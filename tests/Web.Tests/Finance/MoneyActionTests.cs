using System.Net;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Finance;

/// <summary>What finance decides on its pages: each does what it says, is audited, and twice is no more than once.</summary>
public sealed class MoneyActionTests : IAsyncLifetime
{
    private readonly PaidMonth _web = new();
    private HttpClient _finance = null!;

    public async Task InitializeAsync()
    {
        await _web.InitializeAsync();
        _finance = await _web.SignInAsync(UserRole.Finance);
    }

    public Task DisposeAsync()
    {
        _finance.Dispose();
        return _web.DisposeAsync();
    }

    [Fact]
    public async Task A_denial_is_written_off_with_a_reason_and_taken_back()
    {
        var claim = $"/finance/claims/{ReturnedMonth.Denied}";
        await DoneAsync(claim, "WriteOff", "$8.00 of line 1 written off.", Of("Denied", "", "Too late to appeal"));
        await RefusedAsync(claim, "WriteOff", "There is nothing of that on the line", Of("Denied", "", "Again"));
        Assert.Equal(["line.written-off Too late to appeal"], await AuditedAsync("claim-line"));
        Assert.DoesNotContain(">Denied</a>", await _finance.GetStringAsync("/finance?month=2026-10"), StringComparison.Ordinal);

        await DoneAsync(claim, "TakeBack", "$3.00 of line 1 counts again where it was.", Of("Denied", "3", "They reopened it"));

        Assert.Equal(2, (await AuditedAsync("claim-line")).Count);
    }

    [Theory]
    [InlineData("2", "", "Say in at most 500 characters why.")]
    [InlineData("1.005", "Why", "The amount is in dollars like 17.79")]
    [InlineData("9", "Why", "There is only 8.00 of that on the line.")]
    public async Task A_write_off_that_cannot_be_is_refused_and_what_was_typed_stays(string dollars, string reason, string says)
    {
        var page = await RefusedAsync($"/finance/claims/{ReturnedMonth.Denied}", "WriteOff", says, Of("Denied", dollars, reason));

        Assert.Contains($"value=\"{dollars}\"", page, StringComparison.Ordinal);
        Assert.Empty(await AuditedAsync("claim-line"));
    }

    [Fact]
    public async Task An_unmatched_line_is_given_to_the_claim_line_that_a_person_finds()
    {
        var part = $"/finance/unmatched/{PaidMonth.Unmatched}";
        var page = await _finance.GetStringAsync(part);
        Assert.Contains("same member, same day, same code, same charge", page, StringComparison.Ordinal);
        var number = page.Split("name=\"Number\" value=\"")[1].Split('"')[0];

        await RefusedAsync(part, "Assign", "Choose a claim line", new() { ["Reason"] = "The payer said so" });
        await DoneAsync(part, "Assign", "Decided.", new() { ["Number"] = number, ["Reason"] = "The payer said so" });
        await RefusedAsync(part, "Assign", "matched or decided in the meantime", new() { ["Number"] = number, ["Reason"] = "The payer said so" });

        Assert.Contains("Nothing waits", await _finance.GetStringAsync("/finance/unmatched"), StringComparison.Ordinal);
        Assert.Contains($"/finance/remittances/{PaidMonth.SecondRemittance}", await _finance.GetStringAsync($"/finance/claims/{ReturnedMonth.Rejected}"), StringComparison.Ordinal);
        Assert.Equal(["remittance.assigned The payer said so"], await AuditedAsync("remittance", "remittance.%"));
    }

    [Fact]
    public async Task An_unmatched_line_is_said_to_be_none_of_ours()
    {
        var part = $"/finance/unmatched/{PaidMonth.Unmatched}";

        var page = await RefusedAsync(part, "NotOurs", "Say in at most 500 characters why.", []);
        Assert.Equal("not-ours-reason", RefusedFieldOf(page));
        await DoneAsync(part, "NotOurs", "Decided.", new() { ["Reason"] = "Another district's student" });

        Assert.Contains("none of ours: Another district", WebUtility.HtmlDecode(await _finance.GetStringAsync(part)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remittance_is_tied_to_a_deposit_and_taken_away_again()
    {
        var tie = new Dictionary<string, string> { ["RemittanceId"] = "3", ["Reason"] = "With 50 cents of interest" };

        await DoneAsync("/finance/deposits/2", "Match", "Tied. The deposit and its payments differ by $0.50.", tie);
        await RefusedAsync("/finance/deposits/2", "Match", "pays that remittance already", tie);
        Assert.Contains("Differs by $0.50", await _finance.GetStringAsync($"/finance/remittances/{PaidMonth.SecondRemittance}"), StringComparison.Ordinal);

        await RefusedAsync("/finance/deposits/1", "Unmatch", "does not pay that remittance", tie);
        var page = await RefusedAsync("/finance/deposits/2", "Unmatch", "Say in at most 500 characters why.", new(tie) { ["Reason"] = "" });
        Assert.Equal($"why-{tie["RemittanceId"]}", RefusedFieldOf(page));
        Assert.Contains("<details class=\"more\" open=\"open\">", page, StringComparison.Ordinal);
        await DoneAsync("/finance/deposits/2", "Unmatch", "No longer tied.", tie);

        Assert.Equal(["deposit.matched With 50 cents of interest", "deposit.unmatched With 50 cents of interest"], (await AuditedAsync("remittance")).Skip(1));
    }

    [Fact]
    public async Task A_line_of_the_bank_is_entered_once()
    {
        var line = new Dictionary<string, string> { ["Date"] = "2026-11-09", ["Dollars"] = "20.00", ["Trace"] = "TRACE3", ["Description"] = "NH" };

        await DoneAsync("/finance/deposits", "Add", "1 new line of the bank. 1 remittance found a deposit.", new(line));
        await DoneAsync("/finance/deposits", "Add", "Nothing new", new(line));
        await RefusedAsync("/finance/deposits", "Add", "Give the amount in dollars", new(line) { ["Dollars"] = "1,000" });
    }

    [Fact]
    public async Task The_banks_file_is_taken_in_whole_or_not_at_all()
    {
        Assert.Contains("Line 3: the amount is not one", await ImportAsync("date,amount\n2026-11-09,1.00\n2026-11-09,one\n"), StringComparison.Ordinal);
        Assert.Contains("2 new lines of the bank.", await ImportAsync("date,amount,trace\n2026-11-09,20.00,TRACE3\n2026-11-09,1.00,\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_payers_file_is_fetched_and_the_audit_trail_says_by_whom()
    {
        Assert.Equal("response 2", await _finance.GetStringAsync($"/finance/remittances/{PaidMonth.Remittance}/file"));

        Assert.Equal(["response-file.fetched "], await AuditedAsync("response-file"));
    }

    private static Dictionary<string, string> Of(string bucket, string dollars, string reason) => new()
    {
        ["Form.Line"] = "1",
        ["Form.Of"] = bucket,
        ["Form.Dollars"] = dollars,
        ["Form.Reason"] = reason,
    };

    private async Task<string> ImportAsync(string csv)
    {
        var page = await _finance.GetStringAsync("/finance/deposits");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0]), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "bank.csv" },
        };
        using var answer = await _finance.PostAsync("/finance/deposits?handler=Import", form);
        return WebUtility.HtmlDecode(
            answer.StatusCode == HttpStatusCode.Redirect ? await _finance.GetStringAsync("/finance/deposits") : await answer.Content.ReadAsStringAsync());
    }

    private async Task DoneAsync(string path, string handler, string says, Dictionary<string, string> fields)
    {
        using var answer = await PostAsync(path, handler, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(says, WebUtility.HtmlDecode(await _finance.GetStringAsync(answer.Headers.Location)), StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(string path, string handler, string says, Dictionary<string, string> fields)
    {
        using var answer = await PostAsync(path, handler, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(says, page, StringComparison.Ordinal);
        return page;
    }

    /// <summary>The field that the refusal leads to, which is the one that is marked.</summary>
    private static string RefusedFieldOf(string page)
    {
        var field = page.Split("<ul><li><a href=\"#")[1].Split('"')[0];
        Assert.Matches($"""<input id="{field}"[^>]* aria-invalid="true">""", page);
        return field;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string handler, Dictionary<string, string> fields)
    {
        var page = await _finance.GetStringAsync("/finance/deposits");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(fields)
        {
            ["__RequestVerificationToken"] = page.Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0],
        });
        return await _finance.PostAsync($"{path}?handler={handler}", form);
    }

    private async Task<IReadOnlyList<string>> AuditedAsync(string kind, string action = "%")
    {
        await using var connection = await _web.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select action || ' ' || coalesce(reason, '') from ops.audit_event where district_id = @DistrictId and subject_kind = @kind and action like @action order by seq",
            new { _web.DistrictId, kind, action })];
    }
}

using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Closing;

/// <summary>What a clerk reads between the button and the worker's word.</summary>
public sealed class AskedTests(ClosingMonth web) : IClassFixture<ClosingMonth>
{
    private const string NoWorker = "No worker is running, so it waits.";

    [Fact]
    public async Task Who_asks_without_a_worker_is_told_so_and_may_take_it_back()
    {
        const string page = "/clerk/close?month=2026-10";
        await ExecuteAsync("update ops.worker set stopped_at = now()");
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        Assert.DoesNotContain(NoWorker, await TextAsync(clerk, page), StringComparison.Ordinal);

        Assert.Contains(NoWorker, await PressAsync(clerk, page, "close"), StringComparison.Ordinal);
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            await WorkerPresence.BeatAsync(connection, Guid.NewGuid(), "test", "1", default);
        }

        var waiting = await TextAsync(clerk, page);
        Assert.DoesNotContain(NoWorker, waiting, StringComparison.Ordinal);
        Assert.Contains("data-under-way=\"true\"", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=close", waiting, StringComparison.Ordinal);

        var back = await PressAsync(clerk, page, "drop");
        Assert.Contains("Taken back. Nothing was changed.", back, StringComparison.Ordinal);
        Assert.Contains("handler=close", back, StringComparison.Ordinal);
        Assert.DoesNotContain("data-under-way=\"true\"", back, StringComparison.Ordinal);
        Assert.Contains("There is nothing to take back", await PressAsync(clerk, page, "drop"), StringComparison.Ordinal);
        await Workers.WorkAsync(web);
        Assert.Equal(["month.close-asked", "month.request-dropped"], await AuditedAsync("2026-10"));
    }

    [Fact]
    public async Task What_cannot_be_is_said_at_once_and_what_a_worker_finds_stands_at_its_step()
    {
        const string page = "/clerk/close?month=2026-08";
        await web.District.LogAsync(An.Entry().Id(31).For("S1").On(new DateOnly(2026, 8, 26)));
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        Assert.Contains("The month is not closed yet.", await PressAsync(clerk, page, "build", HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Contains("Nothing was logged for this month.", await PressAsync(clerk, "/clerk/close?month=2026-07", "close", HttpStatusCode.OK), StringComparison.Ordinal);
        await PressAsync(clerk, page, "close");
        await ExecuteAsync("insert into intake.stale_month values (@DistrictId, '2026-08-01', 'rates changed', now())");

        await Workers.WorkAsync(web);

        var refused = await TextAsync(clerk, page);
        Assert.Contains("It was not closed.", refused, StringComparison.Ordinal);
        Assert.Contains("The month must be checked again first: rates changed.", refused, StringComparison.Ordinal);
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(page);
        Looks.At(web.Browser, "close-refused");
        Assert.Contains("The month must be checked again first", await PressAsync(clerk, page, "close", HttpStatusCode.OK), StringComparison.Ordinal);
        await ExecuteAsync("delete from intake.stale_month where district_id = @DistrictId and service_month = '2026-08-01'");
        await PressAsync(clerk, page, "close");
        await Workers.WorkAsync(web);
        Assert.Contains("August 2026 is closed (close 1)", await TextAsync(clerk, page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_broke_off_names_its_cause()
    {
        const string page = "/clerk/close?month=2026-09";
        await web.District.LogAsync(An.Entry().Id(41).For("S1").On(new DateOnly(2026, 9, 15)));
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        await PressAsync(clerk, page, "close");
        await ExecuteAsync("""
            insert into ops.job_run (district_id, kind, subject, state, queued_at, not_before, ended_at, cause, technical)
            select district_id, work, request_id::text, 'failed', now(), now(), now(), 'A file is gone.', 'System.IO.FileNotFoundException'
            from billing.closing_request where district_id = @DistrictId and service_month = '2026-09-01' and status = 'asked'
            """);

        Assert.Contains("It broke off, and an administrator must look: A file is gone.", await TextAsync(clerk, page), StringComparison.Ordinal);
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(page);
        Looks.At(web.Browser, "close-broke-off");
        using var admin = await web.SignInAsync(UserRole.Admin);
        Assert.Contains("Close a month", await TextAsync(admin, "/admin/jobs"), StringComparison.Ordinal);
        Assert.Contains("Taken back.", await PressAsync(clerk, page, "drop"), StringComparison.Ordinal);
    }

    private static async Task<string> PressAsync(HttpClient client, string page, string handler, HttpStatusCode expected = HttpStatusCode.Redirect)
    {
        using var answer = await WebFixture.PostAsync(client, page, [], to: $"{page}&handler={handler}");
        Assert.Equal(expected, answer.StatusCode);
        return expected == HttpStatusCode.OK
            ? WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())
            : await TextAsync(client, answer.Headers.Location!.OriginalString);
    }

    private static async Task<string> TextAsync(HttpClient client, string address) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative)));

    private async Task<IReadOnlyList<string>> AuditedAsync(string month)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select action from ops.audit_event where district_id = @DistrictId and subject_kind = 'month' and subject_id = @month and actor like 'user:%' order by seq",
            new { web.DistrictId, month })];
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { web.DistrictId });
    }
}

using System.Net;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;
using MedicaidLogs.Web.Pages.ClaimFiles;

namespace MedicaidLogs.Web.Tests.Closing;

/// <summary>October goes through the browser from its close to paid claims, September by requests alone.</summary>
public sealed class CloseTests(ClosingMonth web) : IClassFixture<ClosingMonth>
{
    private const string October = "/clerk/close?month=2026-10";
    private const string Month = "/clerk/close?month=2026-09";

    [Fact]
    public async Task A_month_goes_from_its_close_by_two_people_to_paid()
    {
        var browser = web.Browser;
        browser.SignIn(UserRole.Clerk);
        browser.Open(October);
        Assert.Equal("Close October 2026", browser.Find(".step-act .primary").Text);
        Assert.Contains("1 entry is rejected, $20.00.", browser.Text, StringComparison.Ordinal);
        Look("close-open");
        browser.Open("/clerk/close/preflight?month=2026-10");
        Assert.Equal(["3", "3", "$60.00"], browser.TextsOf(".totals dd"));
        Look("preflight");

        browser.Open(October);
        browser.Follow("#close button");
        Assert.Contains("Waiting for a worker.", browser.Find("#close").Text, StringComparison.Ordinal);
        Assert.Contains("Asked for by Clerk Example, ", browser.Find("#close").Text, StringComparison.Ordinal);
        Look("close-asked");
        browser.Follow("#close .button");
        Assert.Contains("Waiting for a worker.", browser.Find("#close").Text, StringComparison.Ordinal);
        await Workers.WorkAsync(web);
        browser.Open(October); // the page looks again by itself too: what it shows may change under a click
        Assert.Contains("October 2026 is closed (close 1): 3 sessions to bill, $20.00 left out.", browser.Find("#close").Text, StringComparison.Ordinal);
        browser.Follow("#build button.primary");
        await Workers.WorkAsync(web);
        browser.Open(October);
        Assert.Contains(" is built: 3 claims, $60.00.", browser.Find("#build").Text, StringComparison.Ordinal);
        Look("close-built");
        browser.Follow("#build a");
        Assert.Contains("You built this file, so another person releases it", browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.TextsOf("#Password"));
        var file = browser.Path;
        browser.Open(October);
        Assert.Contains("You built it. Another person releases", browser.Find("#release").Text, StringComparison.Ordinal);

        browser.SignIn(UserRole.Finance);
        browser.Open("/claim-files?month=2026-10");
        Look("claim-files");
        browser.Follow("td a");
        Assert.Equal(file, browser.Path);
        browser.Type("Password", "not-the-password");
        browser.Follow("section[aria-labelledby=release] button");
        Assert.Contains("The password is not right", browser.Find(".error-summary").Text, StringComparison.Ordinal);
        Look("claim-file-refused");
        browser.Type("Password", WebFixture.Password);
        browser.Follow("section[aria-labelledby=release] button");
        Assert.Contains("is released", browser.Find(".flash").Text, StringComparison.Ordinal);
        Look("claim-file-released");

        browser.SignIn(UserRole.Clerk);
        browser.Open(October);
        Assert.StartsWith("Download ", browser.Find(".step-act .primary").Text, StringComparison.Ordinal);
        Look("close-released");

        browser.Follow("#answers a.button");
        Look("answers-none");
        browser.Choose("files", await AnswersAsync());
        browser.Follow("section[aria-labelledby=upload] button");
        Assert.Equal("4 files are taken in.", browser.Find(".flash").Text);
        Assert.Contains("1 payment of $48.00 for 3 claims.", browser.Text, StringComparison.Ordinal);
        Look("answers");
        browser.Follow("td a[href$='/3']");
        Assert.Contains("Accepted", browser.Find("section[aria-labelledby=claims]").Text, StringComparison.Ordinal);
        Look("answer");

        browser.Open(October);
        Assert.Contains("The payer has decided on every claim.", browser.Find("#answers").Text, StringComparison.Ordinal);
        Assert.Empty(browser.TextsOf(".step-act .primary"));
        browser.Follow("#answers li a");
        Assert.Equal(["$20.00", "$16.00"], browser.TextsOf("tbody tr:first-child .amount"));
        Look("claims");
        browser.Follow("tbody tr:first-child a");
        Assert.Contains("Remittance: $16.00 paid", browser.Find("section[aria-labelledby=events]").Text, StringComparison.Ordinal);
        Assert.StartsWith("Built into its file", browser.TextsOf("section[aria-labelledby=events] li")[0], StringComparison.Ordinal);
        Assert.Contains("CO-", browser.Find("section[aria-labelledby=lines]").Text, StringComparison.Ordinal);
        Look("claim");
        browser.Click("#void");
        browser.Type("Reason", "The student was not there.");
        browser.Follow("section[aria-labelledby=act] button");
        Assert.Equal("The next file of the month makes a void of it.", browser.Find(".flash").Text);
        browser.Open("/clerk/claims/waiting?month=2026-10");
        Assert.Contains("void it", browser.Find("tbody tr").Text, StringComparison.Ordinal);
        Look("claims-waiting");
        browser.Follow("tbody a");
        browser.Follow("section[aria-labelledby=act] button");
        Assert.Equal("No void will be made.", browser.Find(".flash").Text);
        browser.Open("/clerk?month=2026-10");
        Assert.Equal("$48.00", browser.TextsOf(".funnel .dollars")[^1]);
    }

    [Fact]
    public async Task Twice_the_same_button_does_it_once_and_what_another_did_is_told()
    {
        await web.District.LogAsync(An.Entry().Id(21).For("S1").On(new DateOnly(2026, 9, 15)));
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var twice = await web.SignInAsync(UserRole.Clerk);
        Assert.Contains("Waiting for a worker.", await PressAsync(clerk, "close"), StringComparison.Ordinal);
        Assert.Contains("Waiting for a worker.", await PressAsync(twice, "close"), StringComparison.Ordinal);
        await Workers.WorkAsync(web);
        Assert.Contains("September 2026 was closed already (close 1)", await PressAsync(twice, "close"), StringComparison.Ordinal);
        Assert.Contains("Waiting for a worker.", await PressAsync(clerk, "build"), StringComparison.Ordinal);
        Assert.Contains("Waiting for a worker.", await PressAsync(twice, "build"), StringComparison.Ordinal);
        await Workers.WorkAsync(web);
        Assert.Contains(" is built: 1 claim", await clerk.GetStringAsync(Month), StringComparison.Ordinal);
        Assert.Contains("There is nothing new to bill. The last file is ", await PressAsync(twice, "build"), StringComparison.Ordinal);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var file = Assert.Single(await ClaimFile.OfMonthAsync(connection, web.DistrictId, new DateOnly(2026, 9, 1)));
        var download = FileModel.DownloadOf(file.ClaimRunId);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(download)).StatusCode); // It is not released.

        Assert.Contains(" is released.", await ReleaseAsync(UserRole.Finance, file.ClaimRunId), StringComparison.Ordinal);
        Assert.Contains("was released already: Finance Example", await ReleaseAsync(UserRole.Admin, file.ClaimRunId), StringComparison.Ordinal);
        Assert.Equal(1, await AuditedAsync("claims.released", file.ClaimRunId));

        using var fetched = await clerk.GetAsync(download);
        Assert.Equal(file.FileName, fetched.Content.Headers.ContentDisposition?.FileName);
        Assert.StartsWith("ISA*", await fetched.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await AuditedAsync("claims.fetched", file.ClaimRunId));
        Assert.Contains("Every released file was downloaded.", await clerk.GetStringAsync(Month), StringComparison.Ordinal);
    }

    /// <summary>What a payer that takes every claim and pays four fifths sends back for October, as files.</summary>
    private async Task<IReadOnlyList<string>> AnswersAsync()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var file = Assert.Single(await ClaimFile.OfMonthAsync(connection, web.DistrictId, new DateOnly(2026, 10, 1)));
        var payer = new SimulatedPayer();
        var answers = payer.Take(await FileStore.ReadAllAsync(connection, web.DistrictId, file.Sha256)).All.Append(payer.Remit(new DateOnly(2026, 11, 9)));
        var folder = Directory.CreateTempSubdirectory("medlogs-answers-");
        var paths = answers.Select((bytes, index) => (Path: Path.Combine(folder.FullName, $"answer-{index + 1}.x12"), bytes)).ToList();
        foreach (var (path, bytes) in paths)
        {
            await File.WriteAllBytesAsync(path, bytes);
        }

        return [.. paths.Select(each => each.Path)];
    }

    private async Task<string> ReleaseAsync(string role, long claimRunId)
    {
        using var person = await web.SignInAsync(role);
        return await FlashAsync(person, await WebFixture.PostAsync(
            person, "/claim-files?month=2026-09", new() { ["Password"] = WebFixture.Password }, to: $"{FileModel.AddressOf(claimRunId)}?handler=release"));
    }

    private static async Task<string> PressAsync(HttpClient client, string handler) =>
        await FlashAsync(client, await WebFixture.PostAsync(client, Month, [], to: $"{Month}&handler={handler}"));

    private static async Task<string> FlashAsync(HttpClient client, HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return await client.GetStringAsync(answer.Headers.Location);
        }
    }

    private async Task<int> AuditedAsync(string action, long claimRunId)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(
            "select count(*) from ops.audit_event where action = @action and subject_id = @id", new { action, id = $"{claimRunId}" });
    }

    private void Look(string name) => Looks.At(web.Browser, name);
}

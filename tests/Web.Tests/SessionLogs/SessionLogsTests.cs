using System.IO.Compression;
using System.Net;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;

namespace MedicaidLogs.Web.Tests.SessionLogs;

public sealed class SessionLogsTests(SealedMonth web) : IClassFixture<SealedMonth>
{
    private const string October = "/session-logs?month=2026-10";

    [Theory]
    [InlineData(UserRole.Clerk, HttpStatusCode.OK)]
    [InlineData(UserRole.Provider, HttpStatusCode.OK)]
    [InlineData(UserRole.Auditor, HttpStatusCode.OK)]
    [InlineData(UserRole.Finance, HttpStatusCode.Forbidden)]
    [InlineData(UserRole.Admin, HttpStatusCode.Forbidden)]
    public async Task Clerks_providers_and_auditors_see_the_list_and_fetch_documents(string role, HttpStatusCode expected)
    {
        using var client = await web.SignInAsync(role);

        using var list = await client.GetAsync(October);
        using var document = await client.GetAsync(await AddressOfAsync(student: 1));
        using var zip = await client.GetAsync("/session-logs/zip?month=2026-10&by=provider&of=P1");

        Assert.Equal([expected, expected, expected], [list.StatusCode, document.StatusCode, zip.StatusCode]);
    }

    [Fact]
    public async Task A_visitor_fetches_nothing()
    {
        using var visitor = web.Visitor();

        using var document = await visitor.GetAsync(await AddressOfAsync(student: 1));

        Assert.Equal(HttpStatusCode.Redirect, document.StatusCode);
    }

    [Fact]
    public void The_list_counts_what_is_made_what_changed_and_what_is_unsigned()
    {
        Open(UserRole.Clerk, October);

        var tabs = web.Browser.TextsOf(".tabs a").Order(StringComparer.Ordinal);
        Assert.Equal(["All 4", "Changed since 1", "Made 2", "To make 1", "With unsigned sessions 1"], tabs);
        Assert.Equal("2 logs to make", web.Browser.Find("#to-make").Text);

        web.Browser.Open(October + "&state=changed");
        Assert.Equal("1 log", web.Browser.Find("caption").Text);
        Assert.Contains("PDF, version 1", web.Browser.Find("tbody").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_sees_her_own_logs_and_no_button()
    {
        Open(UserRole.Provider, October);

        Assert.Contains("All 3", web.Browser.TextsOf(".tabs a"));
        Assert.DoesNotContain("S4", web.Browser.Find("tbody").Text, StringComparison.Ordinal);
        Assert.Empty(web.Browser.TextsOf("button.primary"));
    }

    [Fact]
    public async Task A_document_comes_to_the_byte_under_a_name_without_a_name_and_the_audit_trail_knows()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);

        using var answer = await auditor.GetAsync(await AddressOfAsync(student: 1));

        Assert.Equal(await web.BytesOfAsync(await web.PdfOfAsync(1)), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("session-log-2026-10-1-1-SPEECH-v1.pdf", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("session-log 2026-10-1-1-SPEECH", (await web.AuditedAsync("session-log.fetched"))[^1]);
    }

    [Fact]
    public void The_page_that_a_PDF_is_printed_from_is_shown_with_its_own_style()
    {
        Open(UserRole.Clerk, October);
        web.Browser.Follow("tbody a[href$='/preview']");

        Assert.Equal("Session log", web.Browser.Find("h1").Text);
        Assert.Equal("collapse", web.Browser.Find("table").GetCssValue("border-collapse")); // The style was let in.
        Assert.Empty(web.Browser.AxeFaults());
    }

    [Fact]
    public async Task Another_caseloads_and_another_districts_documents_are_not_there()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        var events = await web.AuditedAsync("session-logs.fetched");

        using var others = await provider.GetAsync(await AddressOfAsync(student: 4));
        using var otherZip = await provider.GetAsync("/session-logs/zip?month=2026-10&by=provider&of=P2");
        using var nothing = await provider.GetAsync($"/session-logs/{new string('0', 64)}.pdf");
        using var noHash = await provider.GetAsync("/session-logs/1.pdf");

        Assert.Equal("/session-logs?month=2026-10", otherZip.Headers.Location?.OriginalString);
        Assert.All([others, nothing, noHash], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(events, await web.AuditedAsync("session-logs.fetched"));
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var elsewhere = (await web.CreateOtherDistrictAsync()).DistrictId;
        Assert.Null(await SessionLogFile.FetchAsync(
            connection, elsewhere, SessionLogReach.WholeDistrict, await web.PdfOfAsync(1), new(Actor.Command("test"), WebFixture.Now)));
    }

    [Fact]
    public async Task A_zip_holds_a_providers_current_logs_and_an_index()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var answer = await clerk.GetAsync("/session-logs/zip?month=2026-10&by=provider&of=P2");

        Assert.Equal("session-logs-2026-10-P2.zip", answer.Content.Headers.ContentDisposition?.FileName);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["4-2-SPEECH.pdf", "index.csv", "index.html"], zip.Entries.Select(entry => entry.FullName));
        Assert.Contains("provider P2", await web.AuditedAsync("session-logs.fetched"));
    }

    [Fact]
    public async Task Only_the_clerk_has_logs_made()
    {
        foreach (var role in new[] { UserRole.Provider, UserRole.Auditor })
        {
            using var client = await web.SignInAsync(role);

            using var make = await WebFixture.PostAsync(client, "/session-logs?month=2026-08&handler=make", []);
            using var stop = await WebFixture.PostAsync(client, "/session-logs?month=2026-08&handler=stop", []);

            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (make.StatusCode, stop.StatusCode));
        }
    }

    [Theory]
    [InlineData("clerk", October)]
    [InlineData("provider", October)]
    public void The_page_is_fit_to_be_seen(string role, string path)
    {
        Open(role, path);
        Looks.At(web.Browser, $"session-logs-{role}");
    }

    private void Open(string role, string path)
    {
        web.Browser.Show(Browser.DesktopWidth, dark: false);
        web.Browser.SignIn(role);
        web.Browser.Open(path);
    }

    private async Task<string> AddressOfAsync(int student) => $"/session-logs/{await web.PdfOfAsync(student)}.pdf";
}

using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.Web.Accounts;

namespace MedicaidLogs.Web.Tests.Provider;

public sealed class SignTests(SigningMonth web) : IClassFixture<SigningMonth>
{
    private const string SignOctober = "/provider/sign?month=2026-10";

    [Fact]
    public void The_desk_lists_what_waits_for_a_signature_and_for_a_cosignature()
    {
        Open("/provider?month=2026-10");

        Assert.Contains(web.Browser.TextsOf("[aria-labelledby=to-sign] li"), line => line.StartsWith("Wed, Oct 7, 9:00", StringComparison.Ordinal));
        Assert.Contains(web.Browser.TextsOf("[aria-labelledby=to-cosign] li"), line => line.StartsWith("Wed, Oct 7, 11:00", StringComparison.Ordinal));
        Assert.DoesNotContain("Oct 8", web.Browser.Find("[aria-labelledby=to-sign]").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_without_anything_to_sign_says_so()
    {
        Open("/provider?month=2026-08");

        Assert.Contains("Nothing waits for your signature", web.Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("To co-sign", web.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_reads_ticks_and_signs_with_her_password()
    {
        Open(SignOctober);
        Assert.Contains("Note 1.", web.Browser.TextsOf("dd"));
        Assert.Contains("any falsification, or concealment of a material fact", web.Browser.Find("blockquote").Text, StringComparison.Ordinal);

        web.Browser.Click($"#session-{SigningMonth.ToTick}");
        web.Browser.Type("Password", WebFixture.Password);
        web.Browser.Follow("button.primary");

        Assert.Equal("You signed 1 session.", web.Browser.Find(".flash").Text);
        Assert.DoesNotContain("Oct 6", web.Browser.Find("[aria-labelledby=to-sign]").Text, StringComparison.Ordinal);
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open($"/clerk/entries/{SigningMonth.ToTick}");
        Assert.StartsWith("P1 Provider, SLP, license ", web.Browser.Find("#field-signed-at").Text, StringComparison.Ordinal);
        Assert.EndsWith("signed here", web.Browser.Find("#field-signed-at").Text, StringComparison.Ordinal);
        Assert.Contains("1 signature given here", web.Browser.TextsOf("summary"));
    }

    [Fact]
    public void One_button_signs_all_that_was_read()
    {
        Open("/provider/sign?month=2026-09");

        web.Browser.Type("Password", WebFixture.Password);
        web.Browser.Follow("button[name=All]");

        Assert.Equal("You signed 2 sessions.", web.Browser.Find(".flash").Text);
        Assert.Contains("Nothing waits for your signature", web.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_signature_stays_readable_with_the_version_that_was_signed()
    {
        Open("/provider/signatures?month=2026-06");
        Assert.Contains("You signed no session of June 2026 here", web.Browser.Text, StringComparison.Ordinal);

        SignJune();
        await new CorrectionService(web.DataSource, web.Clock).CorrectAsync(
            web.DistrictId, SigningMonth.ToSignTwice, expectedVersion: 2, new Dictionary<string, string> { [LogField.Note] = "Other words." }, StoredDistrict.Change);
        web.Browser.Open("/provider/signatures?month=2026-06");
        Assert.Contains("changed since: to be signed again", web.Browser.Text, StringComparison.Ordinal);
        web.Browser.Click("details.more summary");
        Assert.Contains("Note 9.", web.Browser.TextsOf("dd"));

        SignJune();
        web.Browser.Open("/provider/signatures?month=2026-06");
        Assert.Contains("2 signatures, the latest first", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(["holds", "another took its place"], web.Browser.TextsOf("main li h2 + p span"));
        Looks.At(web.Browser, "signatures");
    }

    [Fact]
    public void A_supervisor_cosigns()
    {
        Open("/provider/co-sign?month=2026-10");
        Assert.Contains("By P2 Provider, signed Oct 6, 2026", web.Browser.Text, StringComparison.Ordinal);

        web.Browser.Click($"#session-{SigningMonth.ToCosign}");
        web.Browser.Type("Password", WebFixture.Password);
        web.Browser.Follow("button.primary");

        Assert.Equal("You co-signed 1 session.", web.Browser.Find(".flash").Text);
    }

    [Fact]
    public void A_session_that_is_not_over_is_shown_and_cannot_be_ticked()
    {
        Open("/provider/sign?month=2026-11");

        Assert.Contains("It is not over yet.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Empty(web.Browser.TextsOf("input[type=checkbox]"));
    }

    [Fact]
    public async Task Without_a_tick_nothing_is_signed()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);

        Assert.Contains("Tick the sessions that you sign.", await PostAsync(provider, "", WebFixture.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_providers_session_is_not_signed()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);

        var page = await PostAsync(provider, "3:1", WebFixture.Password);

        Assert.Contains("Session 3: It no longer waits for you.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_signs_nothing_and_five_lock_the_account()
    {
        const string Email = "hasty@maple-grove.example";
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await web.AddUserAsync(connection, UserRole.Provider, Email);
        using var provider = web.Visitor();
        using var signedIn = await WebFixture.SignInAsync(provider, Email, WebFixture.Password);

        for (var tries = 0; tries < AccountServices.WrongPasswordsBeforeLockout; tries++)
        {
            Assert.Contains("The password is not right", await PostAsync(provider, $"{SigningMonth.LeftUnsigned}:1", "guess"), StringComparison.Ordinal);
        }

        Assert.Contains(
            "the account is locked", await PostAsync(provider, $"{SigningMonth.LeftUnsigned}:1", WebFixture.Password), StringComparison.Ordinal);
        using var again = web.Visitor();
        using var refused = await WebFixture.SignInAsync(again, Email, WebFixture.Password);
        Assert.Equal(System.Net.HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public void The_page_is_fit_to_be_seen()
    {
        Open(SignOctober);
        Looks.At(web.Browser, "sign");
    }

    private void SignJune()
    {
        web.Browser.Open("/provider/sign?month=2026-06");
        web.Browser.Type("Password", WebFixture.Password);
        web.Browser.Click($"#session-{SigningMonth.ToSignTwice}");
        web.Browser.Follow("button.primary");
    }

    private void Open(string path)
    {
        web.Browser.Show(Browser.DesktopWidth, dark: false);
        web.Browser.SignIn(UserRole.Provider);
        web.Browser.Open(path);
    }

    private static async Task<string> PostAsync(HttpClient provider, string ticked, string password)
    {
        using var answer = await WebFixture.PostAsync(provider, SignOctober, new() { ["Ticked"] = ticked, ["Password"] = password });
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}

using System.Net;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Sessions;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Sessions;

public sealed class SessionTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private static readonly TimeSpan _idle = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task A_session_lasts_as_long_as_it_is_used_and_ends_half_an_hour_after()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        for (var asked = 0; asked < 3; asked++)
        {
            web.Clock.Advance(_idle - TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(clerk, "/clerk"));
        }

        web.Clock.Advance(_idle);

        Assert.Equal(HttpStatusCode.Redirect, await StatusOfAsync(clerk, "/clerk"));
    }

    [Fact]
    public async Task A_session_ends_after_nine_hours_however_busy_it_is()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        for (var asked = 0; asked < 26; asked++)
        {
            web.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(clerk, "/clerk"));
        }

        web.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(HttpStatusCode.Redirect, await StatusOfAsync(clerk, "/clerk"));
    }

    [Fact]
    public async Task Asking_how_long_it_lasts_makes_it_no_longer_and_a_word_does()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        web.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal("""{"left":600}""", await clerk.GetStringAsync("/account/session"));
        Assert.Equal("""{"left":600}""", await clerk.GetStringAsync("/account/session"));
        await clerk.GetAsync("/account");
        Assert.Equal("""{"left":1800}""", await clerk.GetStringAsync("/account/session"));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_whoever_has_its_cookie()
    {
        using var owner = web.Visitor();
        using var signedIn = await WebFixture.SignInAsync(owner, WebFixture.EmailOf(UserRole.Clerk), WebFixture.Password);
        using var thief = WithCookie(signedIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("medlogs=", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(thief, "/clerk"));

        var token = (await owner.GetStringAsync("/clerk")).Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var signedOut = await owner.PostAsync("/account/sign-out", form);

        Assert.Equal(HttpStatusCode.Redirect, await StatusOfAsync(thief, "/clerk"));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_the_account_and_of_no_other()
    {
        using var here = await web.SignInAsync(UserRole.Finance);
        using var there = await web.SignInAsync(UserRole.Finance);
        using var another = await web.SignInAsync(UserRole.Auditor);

        using var answer = await WebFixture.PostAsync(here, "/account", []);

        Assert.Equal(HttpStatusCode.Redirect, await StatusOfAsync(here, "/finance"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusOfAsync(there, "/finance"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(another, "/auditor"));
    }

    [Fact]
    public async Task What_was_typed_is_kept_for_the_same_person_and_sent_again()
    {
        var path = $"/clerk/entries/{SmallMonth.NoObjective}";
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        web.Clock.Advance(_idle);
        using var form = new FormUrlEncodedContent([new("reason", "the therapist told me"), new("NewPassword", "never-to-be-kept")]);

        using var late = await clerk.PostAsync(path, form);
        using var again = await WebFixture.SignInAsync(clerk, WebFixture.EmailOf(UserRole.Clerk), WebFixture.Password, "/account/held");
        var held = WebUtility.HtmlDecode(await clerk.GetStringAsync("/account/held"));
        using var other = await web.SignInAsync(UserRole.Admin);
        var ofAnother = await other.GetStringAsync("/account/held");

        Assert.EndsWith("/account/sign-in?back=%2Faccount%2Fheld", late.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal("/account/held", again.Headers.Location?.OriginalString);
        Assert.Contains("the therapist told me", held, StringComparison.Ordinal);
        Assert.Contains($"action=\"{path}\"", held, StringComparison.Ordinal);
        Assert.DoesNotContain("never-to-be-kept", held, StringComparison.Ordinal);
        Assert.Contains("Nothing is kept for you", ofAnother, StringComparison.Ordinal);
        web.Clock.Advance(TimeSpan.FromMinutes(29));
        await clerk.GetAsync("/clerk");
        web.Clock.Advance(TimeSpan.FromMinutes(29));
        await clerk.GetAsync("/clerk");
        web.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Contains("Nothing is kept for you", await clerk.GetStringAsync("/account/held"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_when_it_ends_and_lists_where_one_is_signed_in()
    {
        using var clerk = web.Visitor();
        using var signedIn = await WebFixture.SignInAsync(clerk, WebFixture.EmailOf(UserRole.Provider), WebFixture.Password);

        var page = await clerk.GetStringAsync("/account");

        Assert.Contains("You are signed out at", page, StringComparison.Ordinal);
        Assert.Contains("network 127.0.0.0/24", page, StringComparison.Ordinal);
        Assert.Contains("this one", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1", "Safari on iPhone")]
    [InlineData("", "A browser on another system")]
    public void A_browser_is_named_in_a_few_words(string userAgent, string name) => Assert.Equal(name, CallerPlace.BrowserOf(userAgent));

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1::/48")]
    public void An_address_is_cut_to_its_network(string address, string network) => Assert.Equal(network, CallerPlace.NetworkOf(IPAddress.Parse(address)));

    private HttpClient WithCookie(string cookie)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = web.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        return client;
    }

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}

using System.Net;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Pages;

/// <summary>What visitors and strangers meet; who may open what is in Security.AccessMatrixTests.</summary>
public sealed class AccessTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/clerk")]
    [InlineData("/clerk/entries/1")]
    [InlineData("/admin")]
    [InlineData("/no/such/page")]
    public async Task A_visitor_is_sent_to_sign_in(string page)
    {
        using var visitor = web.Visitor();

        using var answer = await visitor.GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/account/sign-in?back={Uri.EscapeDataString(page)}", answer.Headers.Location?.PathAndQuery);
    }

    [Fact]
    public async Task Another_districts_records_are_not_there()
    {
        var other = await web.CreateOtherDistrictAsync();
        await other.LogAsync(An.Entry());
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var entry = await clerk.GetAsync("/clerk/entries/1");
        using var file = await clerk.GetAsync("/clerk/files/2");
        var list = await clerk.GetStringAsync("/clerk?month=2026-10");

        Assert.Equal(HttpStatusCode.NotFound, entry.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        Assert.Contains("Nothing was logged", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_close_the_page_to_others()
    {
        using var visitor = web.Visitor();

        using var answer = await visitor.GetAsync("/account/sign-in");

        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.True(answer.Headers.CacheControl?.NoCache); // or the guard of forms warns in the log on each page with one
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Health_is_told_to_anyone()
    {
        using var visitor = web.Visitor();

        Assert.Equal("ok", await visitor.GetStringAsync("/healthz"));
        Assert.Equal("ok", await visitor.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task A_missing_page_is_a_page_of_its_own()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var answer = await clerk.GetAsync("/no/such/page");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Nothing here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

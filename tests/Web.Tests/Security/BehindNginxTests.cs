using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit.Proxy;
using MedicaidLogs.Web.Security;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>The pages as people reach them: through nginx, set up as <c>deploy/nginx.conf</c> says.</summary>
public sealed class BehindNginxTests(BehindNginxTests.Pages web) : IClassFixture<BehindNginxTests.Pages>
{
    private static readonly IPAddress _here = IPAddress.Parse("127.0.7.7");

    [Fact]
    public async Task Who_comes_without_TLS_is_sent_to_the_same_page_with_it()
    {
        using var browser = web.Nginx.ClientAt(_here);

        using var answer = await browser.GetAsync(new Uri($"http://{Nginx.HostName}/clerk?month=2026-10"));

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal(new Uri($"https://{Nginx.HostName}/clerk?month=2026-10"), answer.Headers.Location);
    }

    [Fact]
    public async Task Somebody_signs_in_with_a_cookie_for_TLS_alone_and_from_their_own_address_whatever_they_say_it_is()
    {
        using var browser = web.Nginx.ClientAt(_here);
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        using var answer = await WebFixture.SignInAsync(browser, WebFixture.EmailOf(UserRole.Clerk), WebFixture.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
        Assert.Contains("max-age=", string.Concat(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        Assert.Equal(["127.0.7.0/24"], await connection.QueryAsync<string>("select address from ops.session")); // its network is all that is kept
        using var home = await browser.GetAsync(new Uri("/clerk", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    [Theory]
    [InlineData("/healthz"), InlineData("/readyz")]
    public async Task Probes_are_for_those_who_watch(string probe)
    {
        using var browser = web.Nginx.ClientAt(_here);

        using var answer = await browser.GetAsync(new Uri(probe, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    public sealed class Pages : WebFixture
    {
        public Nginx Nginx { get; private set; } = null!;

        protected override IEnumerable<string> Settings => [$"--{BehindProxy.KnownKey}", "127.0.0.1"];

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Nginx = await Nginx.StartAsync(Address);
        }

        public override async Task DisposeAsync()
        {
            Nginx.Dispose();
            await base.DisposeAsync();
        }
    }
}

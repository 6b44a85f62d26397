using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Web.OpenId;

namespace MedicaidLogs.Web.Tests.OpenId;

/// <summary>Sign-in at an identity provider, against a real one on loopback.</summary>
public sealed class OpenIdTests(ProviderFixture web) : IClassFixture<ProviderFixture>
{
    [Fact]
    public async Task Who_is_known_there_by_a_verified_address_is_signed_in_and_bound()
    {
        var email = await web.AddAsync("dana");
        web.Provider.Knows("subject-dana", email);
        using var browser = web.Browse();

        var (status, path, _) = await browser.WalkAsync("/account/openid?back=/clerk");

        Assert.Equal((HttpStatusCode.OK, "/clerk"), (status, path));
        Assert.Equal("S256", web.Provider.Asked["code_challenge_method"]);
        Assert.Contains("account.identity-bound", await web.ActionsAsync());
        web.Provider.Knows("subject-dana", "dana.married@maple-grove.example", isVerified: false);
        using var later = web.Browse();
        Assert.Equal("/clerk", (await later.WalkAsync("/account/openid?back=/clerk")).Path);
    }

    [Fact]
    public async Task A_first_password_that_was_never_used_is_in_nobodys_way()
    {
        var email = await web.AddAsync("fresh");
        await web.ExecuteAsync(
            "update ops.user_account set password_hash = 'x', first_password_until = @until where email = @email", new { email, until = web.Clock.GetUtcNow().AddDays(1) });
        web.Provider.Knows("subject-fresh", email);
        using var browser = web.Browse();

        Assert.Equal("/clerk", (await browser.WalkAsync("/account/openid?back=/clerk")).Path);
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("iss", "http://127.0.0.1:1")]
    [InlineData("aud", "another-program")]
    [InlineData("exp", 1_000_000_000L)]
    public async Task A_token_that_is_not_for_this_sign_in_is_refused(string claim, object value)
    {
        web.Provider.Knows("subject-eve", await web.AddAsync($"eve-{claim}"));
        web.Provider.Says[claim] = value;

        await RefusedAsync("could not be trusted");
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("signature-cut-off")]
    [InlineData("other-key")]
    public async Task A_token_that_the_provider_did_not_sign_is_refused(string bent)
    {
        web.Provider.Knows("subject-mallory", await web.AddAsync($"mallory-{bent}"));
        web.Provider.Bent = bent;

        await RefusedAsync("could not be trusted");
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_is_refused()
    {
        web.Provider.Knows("subject-fred", await web.AddAsync("fred"));
        using var other = web.Browse();
        var stolen = await other.WalkAsync("/account/openid", stopAt: "/account/openid/callback");

        using var browser = web.Browse();
        var (_, path, page) = await browser.WalkAsync(stolen.Path);

        Assert.Equal("/account/openid/done", path);
        Assert.Contains("could not be trusted", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_account_here_is_told_so_and_gets_none()
    {
        web.Provider.Knows("subject-nobody", "nobody@maple-grove.example");
        await RefusedAsync("here is no account for you under that address");

        web.Provider.Knows("subject-unsure", await web.AddAsync("unsure"), isVerified: false);
        await RefusedAsync("did not vouch for your e-mail address");
    }

    [Fact]
    public async Task A_disabled_account_stays_closed_and_an_address_is_bound_to_one_person()
    {
        var email = await web.AddAsync("gone");
        web.Provider.Knows("subject-gone", email);
        using (var browser = web.Browse())
        {
            Assert.Equal("/clerk", (await browser.WalkAsync("/account/openid?back=/clerk")).Path);
        }

        web.Provider.Knows("subject-another", email);
        await RefusedAsync("here is no account for you");

        await web.ExecuteAsync("update ops.user_account set disabled_at = @now where email = @email", new { email, now = web.Clock.GetUtcNow() });
        web.Provider.Knows("subject-gone", email);
        await RefusedAsync("here is no account for you");
    }

    [Fact]
    public async Task Who_has_no_password_confirms_there_who_is_at_the_keyboard()
    {
        web.Provider.Knows("subject-carol", await web.AddAsync("carol"));
        using var browser = web.Browse();
        await browser.WalkAsync("/account/openid?back=/clerk");
        const string Page = "/account/two-factor";

        var before = (await browser.WalkAsync(Page)).Page;
        Assert.Contains("that it is you", before, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", before, StringComparison.Ordinal);
        Assert.Contains("First confirm at", await browser.PostAsync(Page, "on"), StringComparison.Ordinal);

        web.Provider.Says["auth_time"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        Assert.Contains("did not ask you anew", (await browser.WalkAsync($"/account/openid?again=true&back={Page}")).Page, StringComparison.Ordinal);
        Assert.Equal(("login", "0"), (web.Provider.Asked["prompt"].ToString(), web.Provider.Asked["max_age"].ToString()));

        web.Provider.Knows("subject-other", await web.AddAsync("other"));
        Assert.Contains("Somebody else signed in there", (await browser.WalkAsync($"/account/openid?again=true&back={Page}")).Page, StringComparison.Ordinal);

        web.Provider.Knows("subject-carol", "carol@maple-grove.example");
        Assert.Contains("has just confirmed that it is you", (await browser.WalkAsync($"/account/openid?again=true&back={Page}")).Page, StringComparison.Ordinal);
        Assert.Contains("That is not the code of now", await browser.PostAsync(Page, "on"), StringComparison.Ordinal);
        web.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Contains("First confirm at", await browser.PostAsync(Page, "on"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_from_there_ends_when_nobody_asks_for_anything()
    {
        web.Provider.Knows("subject-idle", await web.AddAsync("idle"));
        using var browser = web.Browse();
        await browser.WalkAsync("/account/openid?back=/clerk");

        web.Clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal("/account/sign-in", (await browser.WalkAsync("/clerk")).Path);
    }

    [Fact]
    public async Task Passwords_may_be_switched_off()
    {
        await using var app = WebApp.Build(
            ["--urls", "http://127.0.0.1:0", .. web.ProviderSettings, $"--{OpenIdSettings.PasswordsKey}", "false", "--Logging:LogLevel:Default", "None"],
            new(web.DataSource, web.Clock));
        await app.StartAsync();
        using var browser = new WalkingBrowser(new Uri(app.Urls.Single()));

        var page = (await browser.WalkAsync("/account/sign-in")).Page;
        Assert.Contains("Sign in with Maple Grove sign-in", page, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string told)
    {
        using var browser = web.Browse();
        var (_, path, page) = await browser.WalkAsync("/account/openid?back=/clerk");
        Assert.Equal("/account/openid/done", path);
        Assert.Contains(told, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Equal("/account/sign-in", (await browser.WalkAsync("/clerk")).Path);
    }
}

/// <summary>The application with an identity provider beside it. Tokens are judged by the system's clock, so the application's begins there.</summary>
public sealed class ProviderFixture : WebFixture
{
    public LoopbackProvider Provider { get; } = new();

    public IEnumerable<string> ProviderSettings =>
    [
        $"--{OpenIdSettings.AuthorityKey}", Provider.Address, $"--{OpenIdSettings.ClientIdKey}", LoopbackProvider.ClientId,
        $"--{OpenIdSettings.SecretKey}", LoopbackProvider.ClientSecret, $"--{OpenIdSettings.NameKey}", "Maple Grove sign-in",
    ];

    protected override IEnumerable<string> Settings => ProviderSettings;

    public override async Task InitializeAsync()
    {
        Clock.Advance(TimeProvider.System.GetUtcNow() - Now);
        await Provider.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>A clerk without a password.</summary>
    /// <returns>The e-mail address.</returns>
    public async Task<string> AddAsync(string name)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        var email = $"{name}@maple-grove.example";
        await UserAccounts.AddAsync(connection, new(DistrictId, email, name, UserRole.Clerk), password: null, Clock);
        return email;
    }

    public WalkingBrowser Browse() => new(Address);

    public async Task<IEnumerable<string>> ActionsAsync()
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        Assert.Null(await AuditTrail.VerifyAsync(connection, DistrictId));
        return await connection.QueryAsync<string>("select action from ops.audit_event where district_id = @DistrictId", new { DistrictId });
    }

    public async Task ExecuteAsync(string sql, object values)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, values);
    }
}

/// <summary>A browser without pictures: it keeps cookies and goes where it is sent.</summary>
public sealed class WalkingBrowser(Uri home) : IDisposable
{
    private const int MostSteps = 10;

    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = home };

    /// <param name="stopAt">A path that is not asked for any more; its whole address is the answer's path.</param>
    public async Task<(HttpStatusCode Status, string Path, string Page)> WalkAsync(string start, string? stopAt = null)
    {
        var at = new Uri(home, start);
        for (var step = 0; step < MostSteps; step++)
        {
            if (at.AbsolutePath == stopAt)
            {
                return (HttpStatusCode.Redirect, at.PathAndQuery, "");
            }

            using var answer = await _client.GetAsync(at);
            if (answer.StatusCode != HttpStatusCode.Redirect)
            {
                return (answer.StatusCode, at.AbsolutePath, await answer.Content.ReadAsStringAsync());
            }

            at = new Uri(at, answer.Headers.Location!);
        }

        throw new InvalidOperationException("It leads in circles.");
    }

    public async Task<string> PostAsync(string path, string handler)
    {
        using var answer = await WebFixture.PostAsync(_client, path, new() { ["Code"] = "000000" }, $"{path}?handler={handler}");
        return await answer.Content.ReadAsStringAsync();
    }

    public void Dispose() => _client.Dispose();
}

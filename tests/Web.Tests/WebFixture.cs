using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MedicaidLogs.Web.Tests;

/// <summary>The web application on Kestrel at an unused port of 127.0.0.1, over a database of the test class's own.</summary>
public partial class WebFixture : IAsyncLifetime
{
    public const string Password = "maple-leaf-in-october";

    /// <summary>The day on which every page is looked at: Monday, 9 November 2026, noon in New Hampshire.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero);

    private readonly DatabaseFixture _database = new();
    private WebApplication? _app;
    private Browser? _browser;

    public NpgsqlDataSource DataSource => _database.DataSource;

    public string ConnectionString => _database.ConnectionString;

    /// <summary>What the pages ask; asked once, when they start.</summary>
    protected virtual NpgsqlDataSource PagesDataSource => DataSource;

    public FixedClock Clock { get; } = new(Now);

    /// <summary>The district whose accounts the tests sign in with.</summary>
    public DistrictId DistrictId { get; private set; }

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>One headless Chromium for the class, started when first asked for.</summary>
    public Browser Browser => _browser ??= new Browser(Address, NewSessionAsync);

    /// <summary>As many forms with files as an account may send in a minute.</summary>
    protected virtual int UploadsPerMinute => 10_000;

    public static string EmailOf(string role) => $"{role}@maple-grove.example";

    /// <summary>More of the program's configuration, as it is given on the command line.</summary>
    protected virtual IEnumerable<string> Settings => [];

    public virtual async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        DistrictId = await SeedAsync(_database);
        await using var connection = await DataSource.OpenConnectionAsync();
        foreach (var role in UserRole.All)
        {
            await AddUserAsync(connection, role, EmailOf(role));
        }

        _app = WebApp.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error",
                $"--{SignInRateLimit.TriesKey}", "10000", $"--{UploadLimit.TimesKey}", $"{UploadsPerMinute}", .. Settings,
            ],
            new(PagesDataSource, Clock));
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    /// <summary>Makes the district, and what was logged in it; here nothing.</summary>
    protected virtual async Task<DistrictId> SeedAsync(DatabaseFixture database) => (await StoredDistrict.CreateAsync(database)).DistrictId;

    public virtual async Task DisposeAsync()
    {
        _browser?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    /// <summary>Another district, whose records the accounts must not see.</summary>
    public Task<StoredDistrict> CreateOtherDistrictAsync() => StoredDistrict.CreateAsync(_database);

    public Task<UserAccount> AddUserAsync(NpgsqlConnection connection, string role, string email) => UserAccounts.AddAsync(
        connection,
        new(DistrictId, email, $"{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(role)} Example", role, role == UserRole.Provider ? 1 : null),
        Password,
        Clock);

    /// <summary>A client without a session, which shows redirects instead of following them.</summary>
    public HttpClient Visitor() => Client(new());

    /// <summary>A client with a session of the role's.</summary>
    public async Task<HttpClient> SignInAsync(string role)
    {
        var cookies = new CookieContainer();
        cookies.SetCookies(Address, await NewSessionAsync(EmailOf(role)));
        return Client(cookies);
    }

    /// <summary>The cookie of a new session, without the pages and the password: for tests that need many.</summary>
    public async Task<string> NewSessionAsync(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Scheme = Address.Scheme, Host = new(Address.Authority) } };
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<UserAccount>>();
        signIn.Context = http;
        await signIn.SignInAsync((await signIn.UserManager.FindByNameAsync(email))!, isPersistent: false);
        return http.Response.Headers.SetCookie.Single()!.Split(';')[0];
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password, string? back = null) =>
        PostAsync(client, "/account/sign-in" + (back is null ? "" : "?back=" + Uri.EscapeDataString(back)), new() { ["Email"] = email, ["Password"] = password });

    private HttpClient Client(CookieContainer cookies) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };

    /// <summary>Sends a page's form with its hidden fields, as a browser would.</summary>
    /// <param name="to">Where the form is sent; null: to the page's own address.</param>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, Dictionary<string, string> fields, string? to = null)
    {
        var page = await client.GetStringAsync(path);
        foreach (Match hidden in HiddenField().Matches(page))
        {
            fields.TryAdd(hidden.Groups["name"].Value, WebUtility.HtmlDecode(hidden.Groups["value"].Value));
        }

        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(to ?? path, form);
    }

    [GeneratedRegex("""<input(?=[^>]*type="hidden")(?=[^>]*name="(?<name>[^"]*)")(?=[^>]*value="(?<value>[^"]*)")[^>]*>""")]
    private static partial Regex HiddenField();
}

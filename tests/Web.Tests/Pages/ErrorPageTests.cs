using System.Net;
using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Builder;

namespace MedicaidLogs.Web.Tests.Pages;

/// <summary>What people see when the database is gone, or when they try too often.</summary>
public sealed class ErrorPageTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var nowhere = MedlogsDatabase.Connect("Host=127.0.0.1;Port=1;Username=none;Timeout=1", "medlogs tests");
        _app = WebApp.Build(
            ["--urls", "http://127.0.0.1:0", $"--{SignInRateLimit.TriesKey}", "2", "--Logging:LogLevel:Default", "None"],
            new(nowhere, new FixedClock(WebFixture.Now)));
        await _app.StartAsync();
        _client = new() { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_fault_shows_a_reference_number_and_nothing_of_itself()
    {
        using var answer = await _client.GetAsync("/account/sign-in"); // the keys that seal its form cannot be had

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Matches("reference number: <strong class=\"number\">[A-Z0-9:]{10,}</strong>", page);
        Assert.DoesNotContain("Npgsql", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_tries_have_to_wait()
    {
        for (var allowed = 0; allowed < 2; allowed++)
        {
            using var _ = await TryAsync();
        }

        using var answer = await TryAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Too many tries", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_its_database_is_alive_and_not_ready()
    {
        using var answer = await _client.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("no database", await answer.Content.ReadAsStringAsync());
        Assert.Equal("ok", await _client.GetStringAsync("/healthz"));
    }

    private Task<HttpResponseMessage> TryAsync() => _client.PostAsync("/account/sign-in", new FormUrlEncodedContent([]));
}

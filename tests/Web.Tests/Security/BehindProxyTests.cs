using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using MedicaidLogs.Web.Security;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>Who is believed that the caller came by TLS: then the browser is told to come by nothing else.</summary>
public sealed class BehindProxyTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.1, 127.0.0.0/8", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("", false)]
    public async Task Only_a_proxy_that_is_named_is_believed(string known, bool believed)
    {
        await using var nowhere = MedlogsDatabase.Connect("Host=127.0.0.1;Port=1;Username=none;Timeout=1", "medlogs tests");
        await using var app = WebApp.Build(
            ["--urls", "http://127.0.0.1:0", $"--{BehindProxy.KnownKey}", known, "--Logging:LogLevel:Default", "None"],
            new(nowhere, new FixedClock(WebFixture.Now)));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = "medlogs.example";
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await client.SendAsync(request);

        Assert.Equal(believed, answer.Headers.Contains("Strict-Transport-Security"));
    }
}

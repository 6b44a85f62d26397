using System.Net;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Bench;

/// <summary>Somebody at a browser: signed in, follows redirects, sends forms.</summary>
internal sealed partial class PageClient : IDisposable
{
    private readonly HttpClient _client;

    private PageClient(Uri address) => _client = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public static async Task<PageClient> SignInAsync(Uri address, string email, string password)
    {
        var client = new PageClient(address);
        var form = await client.OpenAsync("/account/sign-in");
        await client.SendAsync("/account/sign-in", form, new() { ["Email"] = email, ["Password"] = password });
        return client;
    }

    public void Dispose() => _client.Dispose();

    /// <exception cref="HttpRequestException">The page does not open.</exception>
    public async Task<string> OpenAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        return await PageAsync(answer);
    }

    /// <summary>Sends the form of a page, with its token, and opens where that leads.</summary>
    public async Task<string> SendAsync(string path, string page, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", Token().Match(page).Groups["token"].Value)));
        using var answer = await _client.PostAsync(path, form);
        return await PageAsync(answer);
    }

    private static async Task<string> PageAsync(HttpResponseMessage answer) =>
        await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();

    [GeneratedRegex("""__RequestVerificationToken" type="hidden" value="(?<token>[^"]*)""")]
    private static partial Regex Token();
}

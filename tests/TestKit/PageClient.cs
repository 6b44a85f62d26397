using System.Net;
using System.Text.RegularExpressions;

namespace MedicaidLogs.TestKit;

/// <summary>Somebody at a browser: signed in, follows redirects, sends forms.</summary>
public sealed partial class PageClient : IDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;

    private PageClient(Uri address) =>
        _client = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = _longest };

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
        using var form = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", TokenOf(page))));
        using var answer = await _client.PostAsync(path, form);
        return await PageAsync(answer);
    }

    /// <summary>The same with a file behind the fields.</summary>
    public async Task<string> SendFileAsync(string path, string page, Dictionary<string, string> fields, string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(new("__RequestVerificationToken", TokenOf(page))))
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(content), "files", fileName);
        using var answer = await _client.PostAsync(path, form);
        return await PageAsync(answer);
    }

    private static string TokenOf(string page) => Token().Match(page).Groups["token"].Value;

    private static async Task<string> PageAsync(HttpResponseMessage answer) =>
        await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();

    [GeneratedRegex("""__RequestVerificationToken" type="hidden" value="(?<token>[^"]*)""")]
    private static partial Regex Token();
}

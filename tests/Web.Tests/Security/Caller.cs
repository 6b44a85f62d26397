using System.Net;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>A visitor, or someone signed in with a role, whose session outlives whatever the pages do to its cookie.</summary>
public sealed class Caller : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly HttpClient _client;
    private string _cookies = "";
    private string _token = "";

    private Caller(WebFixture web, string role)
    {
        Role = role;
        _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = web.Address };
    }

    /// <summary>Empty for a visitor.</summary>
    public string Role { get; }

    public bool IsVisitor => Role.Length == 0;

    /// <param name="role">Empty: nobody signs in.</param>
    public static async Task<Caller> OfAsync(WebFixture web, string role, string email)
    {
        var caller = new Caller(web, role);
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = web.Address };
        if (!caller.IsVisitor)
        {
            using var signedIn = await WebFixture.SignInAsync(browser, email, WebFixture.Password);
        }

        var page = await browser.GetStringAsync(caller.IsVisitor ? "/account/sign-in" : "/" + role);
        caller._token = page.Split($"{TokenField}\" type=\"hidden\" value=\"")[1].Split('"')[0];
        caller._cookies = cookies.GetCookieHeader(web.Address);
        return caller;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Asks a handler; a form holds nothing but its token.</summary>
    public async Task<HttpResponseMessage> AskAsync(Handler handler, string address, bool withToken = true)
    {
        using var request = new HttpRequestMessage(handler.IsPost ? HttpMethod.Post : HttpMethod.Get, address);
        request.Headers.Add("Cookie", _cookies);
        if (handler.IsPost)
        {
            request.Content = new FormUrlEncodedContent(withToken ? [new(TokenField, _token)] : []);
        }

        return await _client.SendAsync(request);
    }
}

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>A visitor, or someone signed in with a role, with a session of its own for each request: a page may end it.</summary>
public sealed class Caller : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly WebFixture _web;
    private readonly HttpClient _client;
    private readonly string _email;
    private string _formCookie = "";
    private string _token = "";

    private Caller(WebFixture web, string role, string email)
    {
        (_web, Role, _email) = (web, role, email);
        _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = web.Address };
    }

    /// <summary>Empty for a visitor.</summary>
    public string Role { get; }

    public bool IsVisitor => Role.Length == 0;

    /// <param name="role">Empty: nobody signs in.</param>
    public static async Task<Caller> OfAsync(WebFixture web, string role, string email)
    {
        var caller = new Caller(web, role, email);
        using var request = new HttpRequestMessage(HttpMethod.Get, caller.IsVisitor ? "/account/sign-in" : "/" + role);
        request.Headers.Add("Cookie", await caller.SessionAsync());
        using var answer = await caller._client.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();
        caller._token = page.Split($"{TokenField}\" type=\"hidden\" value=\"")[1].Split('"')[0];
        caller._formCookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("medlogs.form=", StringComparison.Ordinal)).Split(';')[0];
        return caller;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Asks a handler; a form holds nothing but its token.</summary>
    public async Task<HttpResponseMessage> AskAsync(Handler handler, string address, bool withToken = true)
    {
        using var request = new HttpRequestMessage(handler.IsPost ? HttpMethod.Post : HttpMethod.Get, address);
        request.Headers.Add("Cookie", $"{_formCookie}; {await SessionAsync()}");
        if (handler.IsPost)
        {
            request.Content = new FormUrlEncodedContent(withToken ? [new(TokenField, _token)] : []);
        }

        return await _client.SendAsync(request);
    }

    private async Task<string> SessionAsync() => IsVisitor ? "nobody=1" : await _web.NewSessionAsync(_email);
}

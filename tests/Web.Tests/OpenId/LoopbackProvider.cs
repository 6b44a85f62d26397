using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace MedicaidLogs.Web.Tests.OpenId;

/// <summary>
/// An OpenID Connect provider at an unused port of 127.0.0.1: discovery, keys, authorization code with PKCE, tokens that it signs itself.
/// It asks nobody for anything: whoever comes is <see cref="Says"/>.
/// </summary>
public sealed class LoopbackProvider : IAsyncDisposable
{
    public const string ClientId = "medlogs";
    public const string ClientSecret = "a secret of the tests";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);
    private readonly Dictionary<string, IQueryCollection> _codes = [];
    private WebApplication? _app;

    public string Address { get; private set; } = "";

    /// <summary>What its next token says of the person.</summary>
    public Dictionary<string, object> Says { get; private set; } = [];

    /// <summary>How its next token is bent: none, other-key, unsigned or signature-cut-off.</summary>
    public string Bent { get; set; } = "none";

    /// <summary>The last question, as the browser brought it.</summary>
    public IQueryCollection Asked { get; private set; } = QueryCollection.Empty;

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = $"{Address}/authorize",
            ["token_endpoint"] = $"{Address}/token",
            ["jwks_uri"] = $"{Address}/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { KeyOf(_key) } }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
        await _app.StartAsync();
        Address = _app.Urls.Single();
    }

    /// <summary>The next person who comes.</summary>
    public void Knows(string subject, string email, bool isVerified = true)
    {
        Bent = "none";
        Says = new() { ["sub"] = subject, ["email"] = email, ["email_verified"] = isVerified };
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _key.Dispose();
        _otherKey.Dispose();
    }

    private static object KeyOf(RSA key)
    {
        var parts = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = WebEncoders.Base64UrlEncode(parts.Modulus!), e = WebEncoders.Base64UrlEncode(parts.Exponent!) };
    }

    private IResult Authorize(HttpRequest request)
    {
        Asked = request.Query;
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = Asked;
        return Results.Redirect(QueryHelpers.AddQueryString(
            Asked["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = Asked["state"] }));
    }

    /// <summary>A code counts once, with the client's secret and the verifier of its challenge.</summary>
    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.Remove(form["code"].ToString(), out var asked) || form["client_id"] != ClientId || form["client_secret"] != ClientSecret
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked["code_challenge"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        return Results.Json(new { access_token = "nothing", token_type = "Bearer", id_token = TokenOf(asked["nonce"].ToString()) });
    }

    private string TokenOf(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var says = new Dictionary<string, object> { ["iss"] = Address, ["aud"] = ClientId, ["iat"] = now, ["exp"] = now + 300, ["auth_time"] = now, ["nonce"] = nonce };
        foreach (var (claim, value) in Says)
        {
            says[claim] = value;
        }

        var header = new { alg = Bent == "unsigned" ? "none" : "RS256", typ = "JWT", kid = "1" };
        var content = $"{Part(header)}.{Part(says)}";
        var key = Bent == "other-key" ? _otherKey : _key;
        var signature = Bent is "unsigned" or "signature-cut-off" ? [] : key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{WebEncoders.Base64UrlEncode(signature)}";
    }

    private static string Part(object value) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(value));
}

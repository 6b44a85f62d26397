namespace MedicaidLogs.Web.OpenId;

/// <summary>The identity provider that people sign in at (OpenID Connect), as configuration names it.</summary>
/// <param name="Name">As the pages call it: "Maple Grove sign-in".</param>
/// <param name="VouchesForEmail">Every address that it states is the person's own, though it does not say so (<c>email_verified</c>).</param>
/// <param name="PasswordsToo">Passwords of this program open it as well.</param>
public sealed record OpenIdSettings(Uri Authority, string ClientId, string ClientSecret, string Name, bool VouchesForEmail, bool PasswordsToo)
{
    public const string AuthorityKey = "OpenId:Authority";
    public const string ClientIdKey = "OpenId:ClientId";
    public const string SecretKey = "OpenId:ClientSecret";
    public const string SecretFileKey = "OpenId:ClientSecretFile";
    public const string NameKey = "OpenId:Name";
    public const string VouchesKey = "OpenId:VouchesForEmail";
    public const string PasswordsKey = "OpenId:PasswordsToo";

    /// <summary>Null where no authority is named: then people sign in with passwords alone.</summary>
    /// <exception cref="InvalidOperationException">It is named by halves, or is not reached by TLS.</exception>
    public static OpenIdSettings? From(IConfiguration configuration)
    {
        if (configuration[AuthorityKey] is not { Length: > 0 } authority)
        {
            return null;
        }

        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            throw new InvalidOperationException($"{AuthorityKey} is an address that begins with https://.");
        }

        return new(
            address,
            configuration[ClientIdKey] is { Length: > 0 } client ? client : throw new InvalidOperationException($"{ClientIdKey} is missing."),
            SecretOf(configuration),
            configuration[NameKey] is { Length: > 0 } name ? name : address.Host,
            configuration.GetValue(VouchesKey, false),
            configuration.GetValue(PasswordsKey, true));
    }

    /// <summary>Tells nothing of the secret.</summary>
    public override string ToString() => $"OpenID Connect at {Authority}";

    private static string SecretOf(IConfiguration configuration) =>
        configuration[SecretKey] is { Length: > 0 } secret ? secret
        : configuration[SecretFileKey] is { Length: > 0 } file ? File.ReadAllText(file).Trim()
        : throw new InvalidOperationException($"{SecretKey} or {SecretFileKey} is missing.");
}

/// <summary>Whether there is an identity provider, for whoever shows it.</summary>
/// <param name="Provider">Null: people sign in with passwords alone.</param>
public sealed record SignInWays(OpenIdSettings? Provider)
{
    public bool Passwords => Provider?.PasswordsToo ?? true;
}

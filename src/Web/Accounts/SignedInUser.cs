using System.Globalization;
using System.Security.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Who is signed in, as the cookie states it. Every query takes its district from here and from nowhere else.</summary>
/// <param name="ProviderId">The caseload that a provider may see; null for every other role.</param>
/// <param name="Schools">Codes of the schools whose records the account may see; null: those of the whole district.</param>
public sealed record SignedInUser(Guid UserId, DistrictId DistrictId, string DisplayName, string Role, long? ProviderId, string[]? Schools)
{
    private const string DistrictClaim = "district";
    private const string ProviderClaim = "provider";
    private const string SchoolClaim = "school";

    public Actor Actor => Actor.User(UserId);

    /// <exception cref="InvalidOperationException">The account is no provider's: the page's policy should not have let it through.</exception>
    public long OwnProviderId => ProviderId ?? throw new InvalidOperationException("The page needs a provider's account.");

    /// <exception cref="InvalidOperationException">Nobody is signed in: the page's policy should not have let them through.</exception>
    public static SignedInUser From(ClaimsPrincipal principal)
    {
        if (!Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)
            || !DistrictId.TryParse(principal.FindFirstValue(DistrictClaim), out var districtId))
        {
            throw new InvalidOperationException("The page needs a signed-in user.");
        }

        return new(
            userId,
            districtId,
            principal.FindFirstValue(ClaimTypes.Name) ?? "",
            principal.FindFirstValue(ClaimTypes.Role) ?? "",
            long.TryParse(principal.FindFirstValue(ProviderClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var providerId)
                ? providerId
                : null,
            IsLimited(principal) ? [.. principal.FindAll(SchoolClaim).Select(claim => claim.Value)] : null);
    }

    /// <summary>The account sees some schools of its district alone.</summary>
    public static bool IsLimited(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == SchoolClaim);

    /// <summary>Fills the cookie from the account.</summary>
    public sealed class ClaimsFactory : IUserClaimsPrincipalFactory<UserAccount>
    {
        /// <summary>The name under which Identity looks for the stamp when it validates a session.</summary>
        private static readonly string _stampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

        public Task<ClaimsPrincipal> CreateAsync(UserAccount user)
        {
            ArgumentNullException.ThrowIfNull(user);
            var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
            identity.AddClaim(new(ClaimTypes.NameIdentifier, user.UserId.ToString("D")));
            identity.AddClaim(new(ClaimTypes.Name, user.DisplayName));
            identity.AddClaim(new(ClaimTypes.Role, user.Role));
            identity.AddClaim(new(DistrictClaim, user.DistrictId.ToString()));
            identity.AddClaim(new(_stampClaim, user.SecurityStamp));
            if (user.ProviderId is { } providerId)
            {
                identity.AddClaim(new(ProviderClaim, providerId.ToString(CultureInfo.InvariantCulture)));
            }

            identity.AddClaims(user.Schools.Select(code => new Claim(SchoolClaim, code)));
            return Task.FromResult(new ClaimsPrincipal(identity));
        }
    }
}

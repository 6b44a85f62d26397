using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace MedicaidLogs.Web.Security;

/// <summary>Which roles each folder of pages opens for; a folder that is not named here opens for nobody.</summary>
/// <remarks>docs/security.md has a line for each page, and a test holds the two together.</remarks>
public static class Folders
{
    /// <summary>Session logs, and what is fetched of them: a provider's own, all of the district for the others.</summary>
    public const string SessionLogs = "/SessionLogs";

    /// <summary>Built claim files: whoever may release one.</summary>
    public const string ClaimFiles = "/ClaimFiles";

    /// <summary>Finance's pages, and what is fetched of them.</summary>
    public const string Finance = "/Finance";

    /// <summary>The office's pages, and what is fetched of them.</summary>
    public const string Clerk = "/Clerk";

    /// <summary>The auditor's pages, and what is fetched of them.</summary>
    public const string Auditor = "/Auditor";

    /// <summary>What is the whole district's, and so not for an account that is limited to some of its schools.</summary>
    public const string WholeDistrict = "whole-district";

    /// <summary>Whoever is signed in, whatever the role.</summary>
    private const string SignedIn = "signed-in";

    private static readonly Dictionary<string, string[]> _roles = new()
    {
        [Clerk] = [UserRole.Clerk],
        ["/Provider"] = [UserRole.Provider],
        [Finance] = [UserRole.Finance],
        [Auditor] = [UserRole.Auditor],
        ["/Admin"] = [UserRole.Admin],
        [ClaimFiles] = [.. ClaimRelease.Roles],
        [SessionLogs] = [UserRole.Clerk, UserRole.Provider, UserRole.Auditor],
        ["/Account"] = [.. UserRole.All],
    };

    /// <summary>Folders of pages that are the whole district's. Single pages elsewhere say so themselves.</summary>
    private static readonly string[] _wholeDistrict = [ClaimFiles, Finance, "/Admin"];

    /// <summary>Pages that stand outside the folders, for whoever is signed in.</summary>
    private static readonly string[] _openToAllRoles = ["/Index"];

    private static readonly string[] _openToVisitors = ["/Account/SignIn", "/Account/Code", "/Account/OpenId", "/Account/OpenIdDone", "/Error"];

    public static void AddFolderPolicies(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(WholeDistrict, policy => policy.RequireAssertion(SeesWholeDistrict))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(LeadsNowhere).Build());
        foreach (var (folder, roles) in _roles)
        {
            authorization.AddPolicy(folder, policy =>
            {
                policy.RequireRole(roles);
                if (_wholeDistrict.Contains(folder))
                {
                    policy.RequireAssertion(SeesWholeDistrict);
                }
            });
        }
    }

    public static void Authorize(PageConventionCollection pages)
    {
        foreach (var folder in _roles.Keys)
        {
            pages.AuthorizeFolder(folder, folder);
        }

        foreach (var page in _openToAllRoles)
        {
            pages.AuthorizePage(page, SignedIn);
        }

        foreach (var page in _openToVisitors)
        {
            pages.AllowAnonymousToPage(page);
        }
    }

    private static bool SeesWholeDistrict(AuthorizationHandlerContext context) => !SignedInUser.IsLimited(context.User);

    /// <summary>What no policy names stays closed; an address that leads nowhere is "not found" to those who are signed in.</summary>
    private static bool LeadsNowhere(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is null;
}

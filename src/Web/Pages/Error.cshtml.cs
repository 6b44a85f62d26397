using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages;

/// <summary>What a person sees instead of an error: never its text, only a number that the log has too.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public string Title { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public string? Reference { get; private set; }

    /// <summary>Any method: it stands in for the page that failed.</summary>
    public void OnGet(int code) => Say(code);

    public void OnPost(int code) => Say(code);

    private void Say(int code)
    {
        (Title, Advice) = UploadLimit.WordsOf(HttpContext, code) ?? code switch
        {
            StatusCodes.Status400BadRequest => ("The form has expired", "Go back, reload the page and send it again."),
            StatusCodes.Status403Forbidden when SignedInUser.IsLimited(User) => (
                "For the whole district",
                "Your account sees some schools only. Whole files, closing a month and sending claims are for those who see all schools of the district."),
            StatusCodes.Status403Forbidden => ("Not your desk", "This page belongs to another role. Ask your administrator if you need it."),
            StatusCodes.Status404NotFound => ("Nothing here", "The page does not exist, or it is not one of your district's."),
            StatusCodes.Status429TooManyRequests => ("Too many tries", "Wait a minute, then try again."),
            _ => ("Something went wrong", "Nothing was saved. Try again; if it happens again, tell your administrator."),
        };
        Reference = code >= StatusCodes.Status500InternalServerError ? HttpContext.TraceIdentifier : null;
    }
}

using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Security;
using Microsoft.AspNetCore.WebUtilities;
using Xunit.Abstractions;

namespace MedicaidLogs.Web.Tests.Pages;

/// <summary>Every form of the program, sent empty by every role that may send it: where it comes back, what is missing is said, and leads there.</summary>
/// <remarks>A form that needs nothing acts, so the district is this test's own.</remarks>
public sealed class RefusedFormTests(GuardedDistrict web, ITestOutputHelper output) : IClassFixture<GuardedDistrict>
{
    public static TheoryData<string> Roles => [.. UserRole.All];

    [Theory, MemberData(nameof(Roles))]
    public async Task A_form_that_is_sent_empty_comes_back_fit_to_be_seen(string role)
    {
        var faults = new List<string>();
        var refused = 0;
        foreach (var handler in web.Handlers.Where(handler => handler.IsPost && Routes.HaveSamples(handler) && handler.Line?.OpensFor(role) is true))
        {
            var browser = web.Browser;
            browser.Resume(await web.NewSessionAsync(WebFixture.EmailOf(role)));
            browser.Open($"{Routes.AddressOf(handler).Split('?')[0]}?month={GuardedDistrict.Month}");
            if (browser.FormAddresses().FirstOrDefault(address => IsOf(handler, address)) is not { } address)
            {
                continue; // it has no page of its own, or nothing to be sent there now
            }

            browser.SendEmpty(address);
            if (browser.TextsOf(".error-summary").Count > 0)
            {
                faults.AddRange(Looks.FaultsOf(browser, $"{role}-{Routes.NameOf(handler)}-refused"));
                refused++;
            }
        }

        output.WriteLine($"{refused} forms came back.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static bool IsOf(Handler handler, string address)
    {
        var (asked, sent) = (new Uri(new("http://localhost"), Routes.AddressOf(handler)), new Uri(new("http://localhost"), address));
        return asked.AbsolutePath == sent.AbsolutePath
            && string.Equals(HandlerOf(asked), HandlerOf(sent), StringComparison.OrdinalIgnoreCase);
    }

    private static string HandlerOf(Uri address) => QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("handler").ToString();
}

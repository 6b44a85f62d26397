using System.Net;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Security;
using Xunit.Abstractions;

namespace MedicaidLogs.Web.Tests.Pages;

/// <summary>Every page that the program has, in every role that may open it, with the records of the access matrix and in a month without any.</summary>
/// <remarks>A new page is among them by itself. States that take some doing (a month that is closed, a file that is answered) are looked at where they are tested.</remarks>
public sealed class LookTests(GuardedDistrict web, ITestOutputHelper output) : IClassFixture<GuardedDistrict>
{
    private const string EmptyMonth = "2026-08";

    /// <summary>What is shown there is a sheet to be printed.</summary>
    private static readonly string[] _paper = ["/session-logs/{document}/preview", "/clerk/students/{studentId:long}/summary"];

    public static TheoryData<string> Roles => ["", .. UserRole.All];

    [Theory, MemberData(nameof(Roles))]
    public async Task Every_page_is_fit_to_be_seen(string role)
    {
        var caller = web.Callers.Single(caller => caller.Role == role);
        var browser = web.Browser;
        browser.Resume(caller.IsVisitor ? "nobody=1" : await web.NewSessionAsync(WebFixture.EmailOf(role)));
        var faults = new List<string>();
        var pages = 0;
        foreach (var (handler, month, address) in await PagesOfAsync(caller))
        {
            browser.Open(address);
            var name = $"{(caller.IsVisitor ? "visitor" : role)}-{Routes.NameOf(handler)}{(month == EmptyMonth ? "-empty" : "")}";
            faults.AddRange(Looks.FaultsOf(browser, name, _paper.Contains(handler.Route)));
            pages++;
        }

        if (!caller.IsVisitor)
        {
            browser.Open(Desk.HomeOf(role));
            faults.AddRange(Looks.MenuFaultsOf(browser, role));
        }

        output.WriteLine($"{pages} pages; their pictures are in {Looks.Folder}.");
        Assert.True(pages > 0);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>What opens as a page, and not as a file or by leading elsewhere.</summary>
    private async Task<IReadOnlyList<(Handler Handler, string Month, string Address)>> PagesOfAsync(Caller caller)
    {
        var pages = new List<(Handler, string, string)>();
        foreach (var handler in web.Handlers.Where(handler => !handler.IsPost && Routes.HaveSamples(handler)))
        {
            foreach (var month in MonthsOf(handler))
            {
                var address = Routes.AddressOf(handler);
                address += $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}month={month}";
                using var answer = await caller.AskAsync(handler, address);
                if (answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/html")
                {
                    pages.Add((handler, month, address));
                }
            }
        }

        return pages;
    }

    /// <summary>A page of one record, or of the person's own account, is the same in any month.</summary>
    private static string[] MonthsOf(Handler handler) =>
        handler.Parameters.Any() || handler.Line is not { Scope: not ("-" or "own account") } ? [GuardedDistrict.Month] : [GuardedDistrict.Month, EmptyMonth];
}

using System.Net;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Security;
using Xunit.Abstractions;

namespace MedicaidLogs.Web.Tests.Pages;

/// <summary>Every page that the program has, in every role that may open it, with the records of the access matrix and in a month without any.</summary>
/// <remarks>Several classes, so that several cores do it. A new page is among them by itself. States that take some doing (a month that is closed, a file that is answered) are looked at where they are tested.</remarks>
public abstract class LookTests(GuardedDistrict web, ITestOutputHelper output) : IClassFixture<GuardedDistrict>
{
    private const string EmptyMonth = "2026-08";

    /// <summary>What is shown there is a sheet to be printed.</summary>
    private static readonly string[] _paper = ["/session-logs/{document}/preview", "/clerk/students/{studentId:long}/summary"];

    /// <param name="role">Empty: a visitor.</param>
    protected async Task LookAsync(string role)
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
        foreach (var handler in web.Handlers.Where(handler => !handler.IsPost && Routes.HaveSamples(handler) && OpensFor(handler, caller)))
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

    /// <remarks>That no other opens is the access matrix's.</remarks>
    private static bool OpensFor(Handler handler, Caller caller) =>
        handler.Line is { } line && (caller.IsVisitor ? line.OpensForVisitors : line.OpensFor(caller.Role));

    /// <summary>A page of one record, or of the person's own account, is the same in any month.</summary>
    private static string[] MonthsOf(Handler handler) =>
        handler.Parameters.Any() || handler.Line is not { Scope: not ("-" or "own account") } ? [GuardedDistrict.Month] : [GuardedDistrict.Month, EmptyMonth];
}

/// <summary>They have the most pages.</summary>
public sealed class ClerkPagesLookTests(GuardedDistrict web, ITestOutputHelper output) : LookTests(web, output)
{
    public const string Role = UserRole.Clerk;

    [Fact]
    public Task Every_page_is_fit_to_be_seen() => LookAsync(Role);
}

public sealed class AdminPagesLookTests(GuardedDistrict web, ITestOutputHelper output) : LookTests(web, output)
{
    public const string Role = UserRole.Admin;

    [Fact]
    public Task Every_page_is_fit_to_be_seen() => LookAsync(Role);
}

public sealed class OtherPagesLookTests(GuardedDistrict web, ITestOutputHelper output) : LookTests(web, output)
{
    public static TheoryData<string> Roles => ["", .. UserRole.All.Except([ClerkPagesLookTests.Role, AdminPagesLookTests.Role])];

    [Theory, MemberData(nameof(Roles))]
    public Task Every_page_is_fit_to_be_seen(string role) => LookAsync(role);
}

using System.Net;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit.Plans;
using MedicaidLogs.Web.Tests.Pages;
using MedicaidLogs.Web.Tests.Security;

namespace MedicaidLogs.Web.Tests.Scale;

/// <summary>Asks for every page in every role, and has the plans of what each asked of the database judged.</summary>
internal static class PlansOfPages
{
    public const string PaidMonth = "2026-08";

    /// <param name="web">Whose pages.</param>
    /// <param name="faultsOf">Given the page's route, and how a statement of it ran: what is wrong with that.</param>
    /// <returns>Each fault with its page, role and statement.</returns>
    public static async Task<IReadOnlyList<string>> FaultsAsync(FullDistrict web, Func<string, QueryPlan, IEnumerable<string>> faultsOf)
    {
        var faults = new List<string>();
        foreach (var caller in web.Callers.Where(caller => !caller.IsVisitor).Concat(web.Limited))
        {
            foreach (var (handler, address) in PagesOf(web, caller.Role))
            {
                web.Plans.Take();
                using var answer = await caller.AskAsync(handler, address);
                Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address} as {caller.Role}: {answer.StatusCode}");
                faults.AddRange(
                    from plan in web.Plans.Take()
                    from fault in faultsOf(handler.Route, plan)
                    select $"{address} as {caller.Role}: {plan.FirstLine}\n        {fault}");
            }
        }

        return [.. faults.Distinct()];
    }

    /// <summary>Lists of the month that is worked on and of one that is paid; a record's page once; lists as their filters narrow them.</summary>
    private static IEnumerable<(Handler Handler, string Address)> PagesOf(FullDistrict web, string role)
    {
        foreach (var handler in web.Handlers.Where(handler => !handler.IsPost && Routes.HaveSamples(handler) && handler.Line?.OpensFor(role) is true))
        {
            var address = Routes.AddressOf(handler);
            var months = handler.Parameters.Any() ? [GuardedDistrict.Month] : (string[])[GuardedDistrict.Month, PaidMonth];
            foreach (var query in months.Select(month => $"month={month}").Concat(NarrowedBy(handler.Route)))
            {
                yield return (handler, $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
            }
        }

        foreach (var report in role == UserRole.Finance ? FinanceReports.All : [])
        {
            var handler = web.Handlers.Single(handler => handler.Route == "/finance/reports/{report}" && handler.Name == "GET");
            foreach (var by in report.By.DefaultIfEmpty(""))
            {
                yield return (handler, $"/finance/reports/{report.Name}?from={PaidMonth}&to={PaidMonth}&by={by}");
            }
        }
    }

    private static string[] NarrowedBy(string route) => route switch
    {
        "/admin/audit" => ["what=entry.corrected", "who=command", "day=2026-05-08", "before=1000"],
        "/admin/jobs" => ["show=done", "show=done&after=500"],
        "/admin/files" => ["month=2026-05&kind=logs"],
        "/clerk/claims" => [$"month={PaidMonth}&stage=decided", $"month={PaidMonth}&payer=nh-mmis"],
        "/clerk/students" or "/clerk/providers" => ["show=missing", "show=expiring", "school=NORTH", "find=S10"],
        "/clerk/minutes" => [$"month={PaidMonth}&span=year", $"month={PaidMonth}&show=all&provider=2"],
        "/session-logs" => [$"month={PaidMonth}&unsigned=true", $"month={PaidMonth}&student=S101"],
        "/auditor/sample" => [$"month={PaidMonth}&lines=20&seed=7"],
        "/finance/remittances" => ["after=6"],
        _ => [],
    };
}

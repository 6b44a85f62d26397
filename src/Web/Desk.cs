using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web;

/// <summary>Where each role works: the links in the header, the first being its home.</summary>
public static class Desk
{
    public sealed record Place(string Title, string Path);

    private static readonly Dictionary<string, Place[]> _places = new()
    {
        [UserRole.Clerk] = [new("This month", "/clerk"), new("Files", "/clerk/files"), new("Needs fixing", "/clerk/rejected"), new("Close and bill", "/clerk/close"), new("About to run out", "/clerk/expiring"), new("Minutes", "/clerk/minutes"), new("Students", "/clerk/students"), new("Providers", "/clerk/providers"), new("Session logs", "/session-logs")],
        [UserRole.Provider] = [new("My month", "/provider"), new("My caseload", "/provider/caseload"), new("My signatures", "/provider/signatures"), new("Session logs", "/session-logs")],
        [UserRole.Finance] = [new("This month", "/finance"), new("Claim files", "/claim-files"), new("Remittances", "/finance/remittances"), new("Deposits", "/finance/deposits"), new("Reports", "/finance/reports")],
        [UserRole.Auditor] = [new("This month", "/auditor"), new("Sample", "/auditor/sample"), new("A student’s month", "/auditor/students"), new("Session logs", "/session-logs"), new("Proof", "/auditor/proof")],
        [UserRole.Admin] = [new("How it runs", "/admin"), new("Accounts", "/admin/accounts"), new("Jobs", "/admin/jobs"), new("Settings", "/admin/settings"), new("Files", "/admin/files"), new("Audit trail", "/admin/audit"), new("Claim files", "/claim-files")],
    };

    public static IReadOnlyList<Place> PlacesOf(string role) => _places[role];

    public static string HomeOf(string role) => _places[role][0].Path;
}

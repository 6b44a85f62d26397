using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>A line of the table in docs/security.md.</summary>
/// <param name="Route">As the page writes it: <c>/clerk/entries/{entryId:long}</c>.</param>
/// <param name="Handlers">As <see cref="Handler.Name"/> has them: <c>GET</c>, <c>POST</c>, <c>POST Return</c>.</param>
/// <param name="Who">Roles, or <c>signed in</c>, or <c>anyone</c>.</param>
/// <param name="Scope">What of the store it reaches: one of <see cref="AccessTable.Scopes"/>.</param>
/// <param name="Reads">The students' records that it reads; a dash for none.</param>
public sealed record AccessLine(string Route, IReadOnlyList<string> Handlers, string Who, string Scope, string Reads)
{
    public bool ReadsRecords => Reads != "-";

    /// <summary>Another caseload's records are none of this role's.</summary>
    public bool IsCaseloadFor(string role) => Scope == "caseload" || (Scope is "district or caseload" or "schools or caseload" && role == UserRole.Provider);

    /// <summary>For an account that is limited to schools, another school's records are not there.</summary>
    public bool IsBySchool => Scope is "schools" or "schools or caseload";

    /// <summary>An account that is limited to schools does not get in.</summary>
    public bool IsWholeDistrict => Scope == "whole district";

    public bool OpensForVisitors => Who == "anyone";

    public bool OpensFor(string role) => Who is "anyone" or "signed in" || Who.Split(", ").Contains(role);
}

/// <summary>Who may open what, as docs/security.md says it.</summary>
public static class AccessTable
{
    private const string Heading = "## Who may open what";

    public static IReadOnlyList<string> Scopes { get; } = ["-", "own account", "district", "whole district", "schools", "caseload", "district or caseload", "schools or caseload"];

    public static IReadOnlyList<AccessLine> Lines { get; } = Read(File.ReadAllLines(Path.Combine(Repository.Root, "docs", "security.md")));

    /// <summary>The table's own faults.</summary>
    public static IEnumerable<string> Faults() =>
        from line in Lines
        let roles = line.Who.Split(", ")
        let known = line.Who is "anyone" or "signed in" || roles.All(UserRole.All.Contains)
        where !known || !Scopes.Contains(line.Scope)
        select $"{line.Route}: \"{line.Who}\" or \"{line.Scope}\" is not a word of the table.";

    private static List<AccessLine> Read(string[] text) =>
    [
        .. text.SkipWhile(line => line != Heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Select(cells => new AccessLine(cells[0].Trim('`').Replace("\\|", "|", StringComparison.Ordinal), cells[1].Split(", "), cells[2], cells[3], cells[4])),
    ];
}

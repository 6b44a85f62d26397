namespace MedicaidLogs.Web.Tests.Security;

/// <summary>Values of one parameter of pages' addresses, from <see cref="GuardedDistrict"/>.</summary>
/// <param name="Own">Opens the page for the roles that may.</param>
/// <param name="OfAnotherDistrict">A record of another district; null where the parameter names no record.</param>
/// <param name="OfAnotherCaseload">A record of this district that the signed-in provider has nothing to do with. It is of another school, too.</param>
public sealed record Sample(string Own, string? OfAnotherDistrict = null, string? OfAnotherCaseload = null)
{
    /// <summary>A record of this district, of a school that the limited accounts do not see.</summary>
    public string? OfAnotherSchool { get; init; } = OfAnotherCaseload;
}

/// <summary>What the matrix puts into addresses. A page with a new parameter needs a line here, and perhaps a record in <see cref="GuardedDistrict"/>.</summary>
public static class Samples
{
    private static readonly Dictionary<string, Sample> _byParameter = new()
    {
        ["act"] = new("sign"),
        ["bankLineId"] = new("11", OfAnotherDistrict: "9001"),
        ["claimId"] = new("11", OfAnotherDistrict: "9001") { OfAnotherSchool = "12" },
        ["code"] = new("404"),
        ["document"] = new("2026-10-11-1-SPEECH", OfAnotherDistrict: "2026-10-9001-1-SPEECH", OfAnotherCaseload: "2026-10-12-2-SPEECH"),
        ["entryId"] = new("11", OfAnotherDistrict: "9001", OfAnotherCaseload: "12"),
        ["formId"] = new(
            GuardedDistrict.FormOf(11), OfAnotherDistrict: GuardedDistrict.FormOf(GuardedDistrict.OfAnotherDistrict),
            OfAnotherCaseload: GuardedDistrict.FormOf(GuardedDistrict.OfAnotherCaseload)),
        ["format"] = new("csv"),
        ["gridRowId"] = new("11", OfAnotherDistrict: "9001"),
        ["id"] = new("11", OfAnotherDistrict: "9001") { OfAnotherSchool = "12" },
        ["kind"] = new("student"),
        ["lineNumber"] = new("1"),
        ["part"] = new("11-1-2", OfAnotherDistrict: "9001-1-2"),
        ["pdf"] = new(
            GuardedDistrict.PdfOf(11), OfAnotherDistrict: GuardedDistrict.PdfOf(GuardedDistrict.OfAnotherDistrict),
            OfAnotherCaseload: GuardedDistrict.PdfOf(GuardedDistrict.OfAnotherCaseload)),
        ["claimRunId"] = new("11", OfAnotherDistrict: "9001"),
        ["responseFileId"] = new("11", OfAnotherDistrict: "9001"),
        ["importFileId"] = new("11", OfAnotherDistrict: "9001"),
        ["remittanceId"] = new("11", OfAnotherDistrict: "9001"),
        ["report"] = new("funnel"),
        ["placeId"] = new("11", OfAnotherDistrict: "9001"),
        ["providerId"] = new("1", OfAnotherDistrict: "9001"),
        ["userId"] = new(GuardedDistrict.FormOf(11), OfAnotherDistrict: GuardedDistrict.FormOf(GuardedDistrict.OfAnotherDistrict)),
        ["sheetId"] = new("11", OfAnotherDistrict: "9001"),
        ["studentId"] = new("11", OfAnotherDistrict: "9001", OfAnotherCaseload: "12"),
    };

    public static Sample? Of(string parameter) => _byParameter.GetValueOrDefault(parameter);
}

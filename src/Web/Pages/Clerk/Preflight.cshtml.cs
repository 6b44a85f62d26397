using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>What would go out if the month were closed and its file built now, what would stay, and why, in dollars.</summary>
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class PreflightModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public const int MostSessions = 50;

    /// <summary>Null where the district has no payer.</summary>
    public PreflightReport? Report { get; private set; }

    /// <summary>As the address asks; null where it names none.</summary>
    public string? DelayReason { get; private set; }

    /// <summary>Something is late, or would be without the reason that was given.</summary>
    public bool AsksForDelayReason => DelayReason is not null || Left?.Reasons.Any(reason => reason.Code == X12Rules.DelayReason.Code) is true;

    /// <summary>What would stay ready; null where nothing could be built at all.</summary>
    public LeftReady? Left => Report?.Run switch
    {
        ClaimRunOutcome.Built built => built.LeftReady,
        ClaimRunOutcome.NothingToBill nothing => nothing.LeftReady,
        _ => null,
    };

    public async Task OnGetAsync(string? delayReason, CancellationToken cancellationToken)
    {
        DelayReason = delayReason is not null && DelayReasons.IsKnown(delayReason) ? delayReason : null;
        if (await DistrictPayer.FindAsync(database, visit.District, cancellationToken) is not { } payer)
        {
            return;
        }

        Report = await new Preflight(database, clock).RunAsync(
            visit.User.DistrictId, visit.Month, payer, visit.User.Actor, DelayReason, cancellationToken);
    }

    /// <summary>The list of entries that a code keeps out.</summary>
    public string AddressOf(LeftOut left) => new ListFilter(
        visit.Month, QueueTabs.Of(SeverityText.TryParse(left.Severity, out var severity) ? severity : Severity.Reject))
    {
        Code = left.Code,
    }.Address;

    /// <summary>Why nothing at all could be built; null where something could, or nothing is to be.</summary>
    public IReadOnlyList<string>? Refusal => Report switch
    {
        null => [DistrictPayer.Missing],
        { Close: CloseOutcome.Stale stale } => [$"The month must be checked again before it is closed: {stale.Reason}. What is below is how it stood before."],
        { Run: ClaimRunOutcome.OtherPack } => ["The month was checked under another rule pack. Check it again first."],
        { Run: ClaimRunOutcome.DayIsFull full } => [$"The payer takes {full.FilesPerDay} files a day, and so many were built today."],
        { Run: ClaimRunOutcome.Refused refused } => [.. refused.Findings.Select(finding => finding.Rule.Title).Distinct()],
        _ => null,
    };
}

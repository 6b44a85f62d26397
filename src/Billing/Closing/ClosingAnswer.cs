using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Billing.Closing;

/// <summary>What came of a request, in a clerk's words.</summary>
/// <param name="Said">One sentence, or for each reason one.</param>
internal sealed record ClosingAnswer(ClosingRequestStatus Status, params IReadOnlyList<string> Said)
{
    public static ClosingAnswer Of(DateOnly month, CloseOutcome outcome) => outcome switch
    {
        CloseOutcome.Closed closed => Done(
            $"{Show.Month(month)} is closed (close {closed.CloseNumber}): {Show.Count(closed.NewBillable, "session", "sessions")} to bill, {Show.Dollars(closed.LeftOutCents)} left out."),
        CloseOutcome.NothingToClose nothing => Done(
            $"{Show.Month(month)} was closed already (close {nothing.LastCloseNumber}); nothing became billable since."),
        CloseOutcome.Stale stale => Refused($"The month must be checked again first: {stale.Reason}."),
        _ => Refused("Nothing was logged for this month."),
    };

    public static ClosingAnswer Of(ClaimRunOutcome outcome) => outcome switch
    {
        ClaimRunOutcome.Built built => Done(
            $"{built.FileName} is built: {Show.Count(built.Totals.Claims, "claim", "claims")}, {Show.Dollars(built.Totals.ChargeCents - built.Totals.VoidCents)}."
            + (built.LeftReady.Entries is > 0 and var left ? $" {Show.Count(left, "session stays", "sessions stay")} ready; the checklist says why." : "")),
        ClaimRunOutcome.NothingToBill { LastFileName: { } last } => Done($"There is nothing new to bill. The last file is {last}."),
        ClaimRunOutcome.NothingToBill => Done("There is nothing to bill."),
        ClaimRunOutcome.OtherPack => Refused("The month was checked under another rule pack. Check it again, then close it again."),
        ClaimRunOutcome.DayIsFull full => Refused(
            $"The payer takes {Show.Count(full.FilesPerDay, "file", "files")} a day, and so many were built today. Build it tomorrow."),
        ClaimRunOutcome.Refused refused => Refused([.. refused.Findings.Select(finding => finding.Rule.Title).Distinct()]),
        _ => Refused("The month is not closed yet."),
    };

    private static ClosingAnswer Done(string said) => new(ClosingRequestStatus.Done, said);

    private static ClosingAnswer Refused(params IReadOnlyList<string> reasons) => new(ClosingRequestStatus.Refused, reasons);
}

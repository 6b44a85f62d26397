using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Jobs;

namespace MedicaidLogs.Web.Closing;

public enum StepState
{
    /// <summary>Nothing is left to do.</summary>
    Done,

    /// <summary>It can be done now, and the month does not go on without it.</summary>
    Next,

    /// <summary>Something is left; the month goes on without it.</summary>
    Left,

    /// <summary>A worker is at it, or will be.</summary>
    UnderWay,

    /// <summary>Something else comes first.</summary>
    Waits,
}

/// <summary>What the steps of a month's closing are called in code and in their anchors.</summary>
public enum StepKey
{
    Files,
    Check,
    Rejected,
    Signatures,
    Close,
    Build,
    Release,
    Download,
    Answers,
}

/// <summary>One step of the checklist of a month.</summary>
/// <param name="Words">How it stands, or what it waits for.</param>
public sealed record ClosingStep(StepKey Key, string Title, StepState State, string Words)
{
    /// <summary>All steps in their order.</summary>
    /// <param name="who">Who looks, as the audit trail writes it.</param>
    /// <param name="secondPersonReleases">As the district wants it.</param>
    public static IReadOnlyList<ClosingStep> Of(MonthClosing month, string who, bool secondPersonReleases) =>
    [
        Files(month), Check(month), Rejected(month), Signatures(month), OfWorkers(month, Close(month)), OfWorkers(month, Build(month)),
        Release(month, who, secondPersonReleases), Download(month), Answers(month),
    ];

    /// <summary>The step that workers do when they are asked to.</summary>
    public static StepKey Of(ClosingRequest request) => request.Work == ClosingRequest.CloseMonth ? StepKey.Close : StepKey.Build;

    /// <summary>While a worker is asked to do one of them, neither can be asked for.</summary>
    private static ClosingStep OfWorkers(MonthClosing month, ClosingStep step) => month.Request switch
    {
        { IsOpen: true } request when Of(request) == step.Key =>
            step with { State = request.NeedsPerson ? StepState.Waits : StepState.UnderWay, Words = WordsOf(request) },
        { IsOpen: true } request when step.State is StepState.Next or StepState.Left => step with { State = StepState.Waits, Words = WordsOf(request) },
        _ => step,
    };

    private static string WordsOf(ClosingRequest request) => (request, Of(request)) switch
    {
        ({ NeedsPerson: true }, _) => $"It broke off, and an administrator must look: {request.Cause}",
        ({ Job: JobState.Queued, Cause: { } cause }, _) => $"It broke off and is tried again by itself: {cause}",
        ({ Job: not JobState.Running }, _) => "Waiting for a worker. You may leave this page.",
        (_, StepKey.Close) => "A worker is closing the month. You may leave this page.",
        ({ Claims: { } claims }, _) => $"A worker is building the claim file, {Show.Count(claims, "claim", "claims")} so far. You may leave this page.",
        _ => "A worker is building the claim file. You may leave this page.",
    };

    private static ClosingStep Files(MonthClosing month) => new(StepKey.Files, "Log files are in", month switch
    {
        { FilesWaiting: > 0 } or { Entries: 0 } => StepState.Next,
        { GoesOnUntil: not null } => StepState.Left,
        _ => StepState.Done,
    }, month switch
    {
        { FilesWaiting: > 0 } => $"{Show.Count(month.FilesWaiting, "file waits", "files wait")} to be taken in; the month changes when they are.",
        { Entries: 0 } => "Nothing was logged for this month.",
        { GoesOnUntil: { } last } =>
            $"{Show.Count(month.Entries, "entry", "entries")} so far; the month ends on {Show.Date(last)}. What is logged after a close goes out with a later file.",
        _ => $"{Show.Count(month.Entries, "entry", "entries")} of the month.",
    });

    private static ClosingStep Check(MonthClosing month) => month switch
    {
        { Entries: 0 } => new(StepKey.Check, "Checked", StepState.Waits, "Nothing to check yet."),
        { StaleBecause: { } reason } => new(StepKey.Check, "Checked", StepState.Next, $"Out of date: {reason}. Check the month again."),
        _ => new(StepKey.Check, "Checked", StepState.Done, "Every entry is checked by the rules and records of today."),
    };

    private static ClosingStep Rejected(MonthClosing month) => month.Rejected == 0
        ? new(StepKey.Rejected, "Rejected entries are fixed", StepState.Done, "None is rejected.")
        : new(StepKey.Rejected, "Rejected entries are fixed", StepState.Left,
            $"{Show.Count(month.Rejected, "entry is", "entries are")} rejected, {Show.Dollars(month.RejectedCents)}. What is fixed after the close goes out with a later file.");

    private static ClosingStep Signatures(MonthClosing month) => month.Unsigned == 0
        ? new(StepKey.Signatures, "Sessions are signed", StepState.Done, "Every session that needs a signature has one.")
        : new(StepKey.Signatures, "Sessions are signed", StepState.Left,
            $"{Show.Count(month.Unsigned, "session lacks", "sessions lack")} a signature that holds, {Show.Dollars(month.UnsignedCents)}. They stay out until they are signed.");

    private static ClosingStep Close(MonthClosing month) => new(StepKey.Close, "Close the month", month switch
    {
        { Entries: 0 } or { StaleBecause: not null } => StepState.Waits,
        { CloseNumber: null } or { NotClosed: > 0 } => StepState.Next,
        _ => StepState.Done,
    }, month switch
    {
        { Entries: 0 } => "Nothing was logged.",
        { StaleBecause: not null } => "The check comes first.",
        { CloseNumber: null } => $"{Show.Count(month.Ready, "session is", "sessions are")} billable, {Show.Dollars(month.ReadyCents)}. Closing freezes them as they are.",
        { NotClosed: > 0 } => $"{Show.Count(month.NotClosed, "session", "sessions")} became billable after close {month.CloseNumber}. Close again to bill them.",
        _ => $"Nothing became billable since close {month.CloseNumber}.",
    });

    private static ClosingStep Build(MonthClosing month)
    {
        const string title = "Build the claim file";
        var todo = month.ReadyToBuild + month.Decisions > 0;
        var lastBuilt = month.Files.Count > 0 ? month.Files[^1].BuiltAt : (DateTimeOffset?)null;
        var tried = lastBuilt > month.ClosedAt && !(month.LastDecisionAt > lastBuilt);
        return month switch
        {
            { CloseNumber: null } => new(StepKey.Build, title, StepState.Waits, "The month is not closed yet."),
            _ when todo && !tried => new(StepKey.Build, title, StepState.Next, ToBuild(month)),
            _ when todo => new(StepKey.Build, title, StepState.Left, $"{ToBuild(month)} The last file left them; see why."),
            { Files.Count: > 0 } => new(StepKey.Build, title, StepState.Done, "All that is closed is in a file."),
            _ => new(StepKey.Build, title, StepState.Waits, "Nothing that is closed is ready to bill."),
        };
    }

    private static string ToBuild(MonthClosing month)
    {
        var sessions = $"{Show.Count(month.ReadyToBuild, "session is", "sessions are")} ready";
        return month.Decisions == 0
            ? $"{sessions}."
            : $"{sessions}, and {Show.Count(month.Decisions, "sent claim waits", "sent claims wait")} to be replaced or voided.";
    }

    private static ClosingStep Release(MonthClosing month, string who, bool secondPersonReleases)
    {
        const string title = "Release it, by a second person";
        var waiting = month.Files.Where(file => file.Waits).ToList();
        return (month.Files.Count, waiting.Count) switch
        {
            (0, _) => new(StepKey.Release, title, StepState.Waits, "No file is built yet."),
            (_, 0) => new(StepKey.Release, title, StepState.Done, "Every file is released."),
            _ when secondPersonReleases && waiting.All(file => file.BuiltBy == who) => new(
                StepKey.Release, title, StepState.Waits,
                $"You built {(waiting.Count == 1 ? "it" : "them")}. Another person releases: a clerk, finance or an administrator."),
            _ => new(StepKey.Release, title, StepState.Next, $"{Show.Count(waiting.Count, "file waits", "files wait")} for release."),
        };
    }

    private static ClosingStep Download(MonthClosing month)
    {
        const string title = "Hand the file to the payer";
        var released = month.Files.Where(file => file.ReleasedAt is not null).ToList();
        var unfetched = released.Count(file => !month.FetchedLast.ContainsKey(file.ClaimRunId) && !month.Deliveries.ContainsKey(file.ClaimRunId));
        var underWay = month.Deliveries.Values.Where(delivery => delivery.DeliveredAt is null).ToList();
        return (released.Count, unfetched) switch
        {
            (0, _) => new(StepKey.Download, title, StepState.Waits, "No file is released yet."),
            _ when month.Answers.All(answer => answer.Stage != "released") => new(StepKey.Download, title, StepState.Done, "The payer has answered every claim."),
            (_, 0) when underWay.Find(delivery => delivery.Problem is not null) is { } stuck =>
                new(StepKey.Download, title, StepState.Waits, $"{(stuck.NeedsPerson ? "An administrator must look" : "It is tried again")}: {stuck.Problem}"),
            (_, 0) when underWay.Count > 0 => new(StepKey.Download, title, StepState.Waits, "It goes to the payer by itself, within a few minutes."),
            (_, 0) when month.Deliveries.Count == released.Count => new(StepKey.Download, title, StepState.Done, "Every released file is with the payer."),
            (_, 0) => new(StepKey.Download, title, StepState.Done, "Every released file was downloaded."),
            _ => new(StepKey.Download, title, StepState.Next, "Download it and send it on the payer's portal."),
        };
    }

    private static ClosingStep Answers(MonthClosing month)
    {
        const string title = "The payer's answers";
        var open = month.Answers.Where(answer => answer.Stage is "released" or "accepted").Sum(answer => answer.Claims);
        var sentBack = month.Answers.Where(answer => answer.Stage == "rejected").Sum(answer => answer.Claims);
        return (month.Answers.Count, open, sentBack) switch
        {
            (0, _, _) => new(StepKey.Answers, title, StepState.Waits, "Nothing has gone out yet."),
            (_, 0, 0) => new(StepKey.Answers, title, StepState.Done, "The payer has decided on every claim."),
            (_, 0, _) => new(StepKey.Answers, title, StepState.Left, $"{Show.Count(sentBack, "claim was", "claims were")} rejected; mend them and send them again."),
            _ => new(StepKey.Answers, title, StepState.Next, $"{Show.Count(open, "claim waits", "claims wait")} for the payer's decision."),
        };
    }
}

using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Jobs;

namespace MedicaidLogs.Web.Administration;

/// <summary>Work behind the pages in an office's words.</summary>
public static class JobText
{
    /// <summary>What is done; for a kind that this program does not know, the kind itself.</summary>
    public static string WorkOf(JobRun run) => run.Kind switch
    {
        "take-in-file" => "Take in an uploaded file",
        "post-response-file" => "Post an answer of the payer",
        "check-month" => "Check a month",
        "close-month" => "Close a month",
        "build-claims" => "Build a claim file",
        "make-session-logs" => "Make session logs",
        "poll-inbox" => "Look for files at a partner’s place",
        "deliver-claims" => "Deliver claim files to a payer",
        "verify-books" => "Look whether the books are right",
        "forget-old" => "Delete what is no longer needed",
        "note-reminders" => "Count what waits at each desk",
        var other => other,
    };

    /// <summary>To what: a month, a night, or the number that the record has elsewhere.</summary>
    public static string SubjectOf(JobRun run) => run.Kind switch
    {
        "check-month" when MonthName.TryParse(run.Subject, out var month) => Show.Month(month),
        "verify-books" or "forget-old" or "note-reminders" when DateOnly.TryParseExact(run.Subject, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var night) =>
            $"Night of {Show.Date(night)}",
        "poll-inbox" or "deliver-claims" => $"Place {run.Subject}",
        _ => $"No. {run.Subject}",
    };

    public static (string Severity, string Words) StateOf(JobRun run, DateTimeOffset now) => run.State switch
    {
        JobState.Running => ("next", "Running"),
        JobState.Queued when run.NotBefore > now => ("warn", "Will be tried again"),
        JobState.Queued => ("next", "Waiting"),
        JobState.Done => ("good", "Done"),
        JobState.Dismissed => ("not-billable", "Left alone"),
        _ => ("reject", "Failed"),
    };
}

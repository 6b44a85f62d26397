using MedicaidLogs.Core.Display;
using MedicaidLogs.Web.Months;

namespace MedicaidLogs.Web.Intake;

/// <summary>How a file stands, in a word and a look.</summary>
/// <param name="Look">The class of the severity that it is shown in; empty where it is shown in none.</param>
public readonly record struct FileState(string Words, string Look)
{
    public static FileState Of(FileTakenIn file) => file switch
    {
        { IsWaiting: true, SettledAt: null } => new("Waits for you: say how it is read", "sev sev-warn"),
        { IsWaiting: true } => new("Put aside", ""),
        { IsBeingTakenIn: true } => new("Being taken in", "sev sev-next"),
        { IsReceived: true } => new("Received; a worker takes it in", "sev sev-next"),
        { IsRefused: true } => new("Refused", "sev sev-reject"),
        { RowsMalformed: > 0 } => new($"Taken in, but for {Show.Count(file.RowsMalformed, "line", "lines")}", "sev sev-warn"),
        _ => new("Taken in", "sev sev-good"),
    };

    /// <summary>The counts that add up to the file; what is changed is part of what is entered.</summary>
    public static string CountsOf(FileTakenIn file) =>
        $"{Show.Count(file.RowsTotal, "row", "rows")} = {Show.Count(file.RowsEntered)} entered + {Show.Count(file.RowsMalformed)} malformed + {Show.Count(file.RowsDuplicate, "duplicate", "duplicates")}";
}

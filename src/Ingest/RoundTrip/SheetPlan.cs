using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>What a sheet that came back would change. Every row of it is in exactly one of the four.</summary>
public sealed record SheetPlan(
    IReadOnlyList<PlannedCorrection> Changed, IReadOnlyList<int> UnchangedLines, IReadOnlyList<StaleRow> Stale, IReadOnlyList<UnreadableRow> Unreadable)
{
    public int Rows => Changed.Count + UnchangedLines.Count + Stale.Count + Unreadable.Count;
}

/// <summary>A field as it is and as the sheet has it.</summary>
/// <param name="Field">Of <see cref="LogField"/>.</param>
public sealed record SheetChange(string Field, string Before, string After);

/// <summary>An entry that the sheet corrects.</summary>
public sealed record PlannedCorrection(int Line, Entry Entry, SessionLog Log, string Reason, IReadOnlyList<SheetChange> Changes);

/// <summary>An entry that somebody changed after the sheet was made; the sheet's row is not taken over it.</summary>
/// <param name="Meanwhile">What changed since, the latest first.</param>
/// <param name="Changes">What the row wants: the field as it is now, and as the sheet has it.</param>
public sealed record StaleRow(int Line, Entry Entry, IReadOnlyList<MeanwhileStep> Meanwhile, IReadOnlyList<SheetChange> Changes);

/// <param name="Fields">Of <see cref="LogField"/>; none where it was signed.</param>
public sealed record MeanwhileStep(string By, DateTimeOffset At, string Reason, IReadOnlyList<string> Fields);

/// <summary>A row that cannot be taken, and why, for the person who wrote it.</summary>
public sealed record UnreadableRow(int Line, long? EntryId, string Reason);

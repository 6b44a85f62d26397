using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>The columns of minutes that reports share. docs/minutes.md says what each is.</summary>
internal static class MinuteColumns
{
    public static readonly string[] Names =
    [
        "mandated", "scheduled", "delivered", "missed_student", "missed_provider", "missed_system", "made_up", "owed", "not_owed", "offered",
        "held_back", "given", "unlogged", "beyond",
    ];

    /// <param name="hasTarget">Whether it is known how much is mandated; what rests on it is left empty otherwise.</param>
    public static void Write(CsvOutput csv, MinuteTotals totals, bool hasTarget) =>
        Write(csv, totals, hasTarget ? (totals.Mandated, totals.Unlogged, totals.Beyond) : null);

    public static void Write(CsvOutput csv, GroupTotals group) =>
        Write(csv, group.Minutes, (group.Minutes.Mandated, group.Unlogged, group.Beyond));

    private static void Write(CsvOutput csv, MinuteTotals totals, (ExactSum Mandated, ExactSum Unlogged, ExactSum Beyond)? target) => csv
        .Text(target?.Mandated.ToDisplay())
        .Number(totals.Scheduled)
        .Number(totals.Delivered)
        .Number(totals.MissedByStudent)
        .Number(totals.MissedByProvider)
        .Number(totals.MissedBySystem)
        .Number(totals.MadeUp)
        .Number(totals.Owed)
        .Number(totals.NotOwed)
        .Number(totals.Offered)
        .Number(totals.HeldBack)
        .Number(totals.Given)
        .Text(target?.Unlogged.ToDisplay())
        .Text(target?.Beyond.ToDisplay());
}

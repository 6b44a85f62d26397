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

    public static void Write(CsvOutput csv, MinuteTotals totals) => Write(csv, totals, totals.Unlogged, totals.Beyond);

    public static void Write(CsvOutput csv, GroupTotals group) => Write(csv, group.Minutes, group.Unlogged, group.Beyond);

    private static void Write(CsvOutput csv, MinuteTotals totals, ExactSum unlogged, ExactSum beyond) => csv
        .Text(totals.Mandated.ToDisplay())
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
        .Text(unlogged.ToDisplay())
        .Text(beyond.ToDisplay());
}

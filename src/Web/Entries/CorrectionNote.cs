using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Corrections;

namespace MedicaidLogs.Web.Entries;

/// <summary>What a page says after a correction: "Saved. 2 findings cleared, 1 is left. 1 other entry changed with it."</summary>
public static class CorrectionNote
{
    public static string Of(CorrectionOutcome.Corrected corrected)
    {
        var after = corrected.After.Select(finding => finding.Code).ToHashSet();
        var before = corrected.Before.Select(finding => finding.Code).ToHashSet();
        var cleared = before.Count(code => !after.Contains(code));
        var added = after.Count(code => !before.Contains(code));
        var parts = new List<string>();
        if (cleared > 0)
        {
            parts.Add($"{Show.Count(cleared, "finding", "findings")} cleared");
        }

        if (added > 0)
        {
            parts.Add($"{Show.Count(added)} new");
        }

        parts.Add(after.Count == 0 ? "none is left" : after.Count == 1 ? "1 is left" : $"{Show.Count(after.Count)} are left");
        var findings = before.Count + after.Count == 0 ? "" : $" {Capital(string.Join(", ", parts))}.";
        var siblings = corrected.SiblingsChanged.Count == 0
            ? ""
            : $" {Show.Count(corrected.SiblingsChanged.Count, "other entry", "other entries")} changed with it.";
        return $"Saved.{findings}{siblings}";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Signatures;

namespace MedicaidLogs.Web.Entries;

/// <summary>What a page says after a correction: "Saved. Settled: Unknown student. It must be signed again. 1 other entry changed with it."</summary>
public static class CorrectionNote
{
    /// <summary>More are counted.</summary>
    private const int MostNamed = 3;

    public static string Of(CorrectionOutcome.Corrected corrected)
    {
        var before = corrected.Before.Select(finding => finding.Code).Distinct().Except(WaitingSessions.ForSigning).ToList();
        var after = corrected.After.Select(finding => finding.Code).Distinct().ToList();
        var toSign = after.Intersect(WaitingSessions.ForSigning).Any();
        var standing = after.Except(WaitingSessions.ForSigning).ToList();
        string[] said =
        [
            "Saved.",
            Named("Settled", before.Except(standing)),
            Named("New", standing.Except(before)),
            Named("Still there", standing.Intersect(before)),
            toSign ? "It must be signed again." : before.Count > 0 && after.Count == 0 ? "Nothing stands against it any more." : "",
            corrected.SiblingsChanged.Count == 0 ? "" : $"{Show.Count(corrected.SiblingsChanged.Count, "other entry", "other entries")} changed with it.",
        ];
        return string.Join(' ', said.Where(part => part.Length > 0));
    }

    private static string Named(string word, IEnumerable<string> codes)
    {
        var titles = codes.Select(code => FindingTexts.Of(code).Title).ToList();
        return titles.Count switch
        {
            0 => "",
            <= MostNamed => $"{word}: {string.Join("; ", titles)}.",
            _ => $"{word}: {string.Join("; ", titles.Take(MostNamed))}, and {Show.Count(titles.Count - MostNamed, "other", "others")}.",
        };
    }
}

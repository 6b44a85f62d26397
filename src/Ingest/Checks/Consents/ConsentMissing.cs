using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CONSENT_FILE: no consent to bill Medicaid was on file by the date of the session.</summary>
/// <remarks>
/// Source: 34 CFR 300.154(d)(2)(iv): parental consent before public benefits are first used. In the rule pack: whether a consent also
/// releases sessions from before it (<c>consent.releasesEarlier</c>).
/// </remarks>
public static class ConsentMissing
{
    public const string Code = "CONSENT_FILE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.Student is not { } student)
        {
            return; // No claim, no consent needed.
        }

        if (student.ConsentOn(entry.Date, entry.Rules.ConsentReleasesEarlier) is null)
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.Of(student), entry.Date);
        }
    }
}

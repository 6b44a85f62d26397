using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_EDITED: what the provider attests was changed after the signature.</summary>
/// <remarks>Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the signature stands for the record as it is.</remarks>
public static class EditedAfterSigning
{
    public const string Code = "LOG_EDITED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.SignedAt is null)
        {
            return; // LOG_UNSIGNED reports it.
        }

        if (entry.ContentVersion > entry.SignedVersion)
        {
            findings.Reject(Code, entry, LogField.SignedAt, RecordUsed.None, entry.ContentVersion, entry.SignedVersion);
        }
    }
}

using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_UNSIGNED: nobody has signed the log, or the signature lacks its name or its time; or it is a vendor's word where the pack asks for one given here (<c>log.vendorSignatures</c>).</summary>
/// <remarks>Source: OIG A-02-03-01023, services without a signed record; CMS, Delivering Services in School-Based Settings (2023), p. 91.</remarks>
public static class Unsigned
{
    public const string Code = "LOG_UNSIGNED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.SignedAt is null || entry.Log.SignedBy.Length == 0)
        {
            findings.Reject(Code, entry, LogField.SignedAt, RecordUsed.None);
        }
    }
}

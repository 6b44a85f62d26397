using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_COSIGN: the credential works under supervision, and no qualified other person has signed after the session.</summary>
/// <remarks>
/// Source: 42 CFR 440.110, services under the direction of a therapist; NH He-W 589.05. Who supervises whom stands in the rule
/// pack's credentials (<c>supervisedBy</c>).
/// </remarks>
public static class NotCosigned
{
    public const string Code = "LOG_COSIGN";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Credential is not { } credential
            || !entry.Rules.Credentials.TryGetValue(credential.Name, out var rule)
            || rule.SupervisedBy.Length == 0)
        {
            return; // The holder signs alone; a missing credential is the provider checks' to report.
        }

        var cosigner = context.Reference.ProviderByNumber(entry.CosignedBy);
        if (cosigner is null || !IsByAnother(entry) || !cosigner.HeldOneOf(rule.SupervisedBy, entry.Date))
        {
            Reject(LogField.CosignedBy);
        }
        else if (!IsAfterTheSession(entry, context))
        {
            Reject(LogField.CosignedAt);
        }

        void Reject(string field) =>
            findings.Reject(Code, entry, field, RecordUsed.Of(cosigner), credential.Name, string.Join(", ", rule.SupervisedBy));
    }

    private static bool IsByAnother(Entry entry) =>
        entry.CosignedBy != entry.Log.ProviderNumber && entry.CosignedBy != entry.Log.SignedBy;

    private static bool IsAfterTheSession(Entry entry, CheckContext context)
    {
        // Where LOG_FIELDS or LOG_TIMES reports the end, the day alone counts.
        var ended = entry.HasSessionTimes ? entry.Log.End.GetValueOrDefault() : TimeOnly.MinValue;
        return entry.Log.CosignedAt is { } cosignedAt && context.LocalTime(cosignedAt) >= entry.Date.ToDateTime(ended);
    }
}

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
        if (FieldAtFault(entry, context) is { } field)
        {
            var cosigner = context.Reference.ProviderByNumber(entry.CosignedBy);
            findings.Reject(Code, entry, field, RecordUsed.Of(cosigner), entry.Credential!.Name, string.Join(", ", SupervisorsOf(entry)));
        }
    }

    /// <summary>Where the co-signature is wanting; null where it is not, or none is asked for.</summary>
    internal static string? FieldAtFault(Entry entry, CheckContext context)
    {
        var supervisors = SupervisorsOf(entry);
        if (supervisors.Length == 0)
        {
            return null; // The holder signs alone; a missing credential is the provider checks' to report.
        }

        var cosigner = context.Reference.ProviderByNumber(entry.CosignedBy);
        return cosigner is null || !IsByAnother(entry) || !cosigner.HeldOneOf(supervisors, entry.Date) ? LogField.CosignedBy
            : !IsAfterTheSession(entry, context) ? LogField.CosignedAt
            : null;
    }

    /// <summary>The credentials that may supervise the one of the session.</summary>
    internal static string[] SupervisorsOf(Entry entry) =>
        entry.Credential is { } credential && entry.Rules.Credentials.TryGetValue(credential.Name, out var rule) ? rule.SupervisedBy : [];

    private static bool IsByAnother(Entry entry) =>
        entry.CosignedBy != entry.Log.ProviderNumber && entry.CosignedBy != entry.Log.SignedBy;

    private static bool IsAfterTheSession(Entry entry, CheckContext context)
    {
        // Where LOG_FIELDS or LOG_TIMES reports the end, the day alone counts.
        var ended = entry.HasSessionTimes ? entry.Log.End.GetValueOrDefault() : TimeOnly.MinValue;
        return entry.Log.CosignedAt is { } cosignedAt && context.LocalTime(cosignedAt) >= entry.Date.ToDateTime(ended);
    }
}

using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_SUPERVISOR: a session lacks its co-signature, and nobody is named who is to give it: it would wait on nobody's page.</summary>
/// <remarks>
/// Source: 42 CFR 440.110 (under the direction of a therapist). Who is named: the credential's <c>supervisor_number</c>, else the
/// supervision records (<see cref="Signatures.WaitingSessions"/>).
/// </remarks>
public static class NobodyToCosign
{
    public const string Code = "PROV_SUPERVISOR";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry is { Provider: { } provider, Credential: { } credential }
            && provider.Supervisions.Length == 0
            && context.Reference.ProviderByNumber(credential.SupervisorNumber) is null
            && NotCosigned.FieldAtFault(entry, context) is not null)
        {
            findings.Reject(
                Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), credential.Name, string.Join(", ", NotCosigned.SupervisorsOf(entry)));
        }
    }
}

using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CONSENT_STATE: the consent that speaks for the date is not granted: still pending, refused, or revoked.</summary>
/// <remarks>Source: 34 CFR 300.154(d)(2)(iv)-(v): a parent may refuse, and may revoke at any time; neither may cost the child a service.</remarks>
public static class ConsentNotGranted
{
    public const string Code = "CONSENT_STATE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.Student?.ConsentOn(entry.Date, entry.Rules.ConsentReleasesEarlier) is not { IsGranted: false } consent)
        {
            return; // CONSENT_FILE reports that there is none at all.
        }

        var record = RecordUsed.Of(consent);
        if (consent.IsPending)
        {
            findings.Reject(Code, entry, LogField.Date, record, consent.State, consent.EffectiveOn);
        }
        else
        {
            findings.NotBillable(Code, entry, LogField.Date, record, consent.State, consent.EffectiveOn);
        }
    }
}

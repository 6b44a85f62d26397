using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TRN_IEP: the plan has transportation for the student, and names no adaptation that it needs.</summary>
/// <remarks>Source: NH He-W 589.04; OIG A-02-03-01023: only specialized transportation that the plan requires is covered.</remarks>
public static class RideWithoutAdaptation
{
    public const string Code = "TRN_IEP";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.IsTransport || entry.NeverBilled || entry.GridRow is not { } row)
        {
            return; // IEP_SERVICE reports that transportation is not in the plan at all.
        }

        if (row.Adaptation.Length == 0)
        {
            findings.NotBillable(Code, entry, LogField.Service, RecordUsed.Of(row), row.From);
        }
    }
}

using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_FREQUENCY: how much the plan mandates could not be read from its words, so nothing limits the session.</summary>
/// <remarks>
/// Source: 34 CFR 300.320(a)(7): anticipated frequency and duration. The forms that are read: docs/service-grid.md. Rides are not
/// counted in minutes.
/// </remarks>
public static class UnreadableFrequency
{
    public const string Code = "IEP_FREQUENCY";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.GridRow is not { } row || entry.NeverBilled || entry.ServiceRule is { Kind: ServiceKind.Transport })
        {
            return; // IEP_ACTIVE, IEP_SERVICE, IEP_CONSULT, IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        if (row.Frequency is null)
        {
            findings.Warn(Code, entry, LogField.Service, RecordUsed.Of(row));
        }
    }
}

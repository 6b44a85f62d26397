using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAL_ESY: a session in the extended school year of a student whose plan has the service for the regular year alone.</summary>
/// <remarks>Source: 34 CFR 300.106: extended school year services are given where the IEP says so.</remarks>
public static class NoEsyRow
{
    public const string Code = "CAL_ESY";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.GridRow is not { } row)
        {
            return; // IEP_CONSULT, IEP_MEETING, SVC_INSTRUCTIONAL, IEP_ACTIVE or IEP_SERVICE reports it.
        }

        if (entry.OnEsyDay && !row.Esy)
        {
            findings.NotBillable(Code, entry, LogField.Date, RecordUsed.Of(row), entry.Date, entry.Service);
        }
    }
}

using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_ROWDATES: the plan has the service, but not on this date.</summary>
/// <remarks>Source: 34 CFR 300.320(a)(7): the projected beginning and duration of each service.</remarks>
public static class OutsideRowDates
{
    public const string Code = "IEP_ROWDATES";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.GridRow is not { } row || entry.NeverBilled || (entry.OnEsyDay && !row.Esy))
        {
            return; // IEP_ACTIVE, IEP_SERVICE, IEP_CONSULT, IEP_MEETING, SVC_INSTRUCTIONAL or CAL_ESY reports it.
        }

        if (!row.Covers(entry.Date))
        {
            findings.NotBillable(Code, entry, LogField.Date, RecordUsed.Of(row), entry.Date, row.From, row.To);
        }
    }
}

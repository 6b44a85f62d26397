using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TRN_SAMEDAY: no other service that Medicaid pays was given to the student on the day of the ride.</summary>
/// <remarks>Source: NH He-W 589.04, CMS, Delivering Services in School-Based Settings (2023): a ride is billed on a day with another covered service.</remarks>
public static class TripWithoutService
{
    public const string Code = "TRN_SAMEDAY";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.IsTransport || !entry.BillableSoFar)
        {
            return; // What keeps the ride from being billed is often the student's, and keeps the day's other services too.
        }

        foreach (var other in context.StudentDay(entry))
        {
            if (other.Carries(entry) && !other.IsTransport)
            {
                return;
            }
        }

        findings.NotBillable(Code, entry, LogField.Date, RecordUsed.None, entry.Date);
    }
}

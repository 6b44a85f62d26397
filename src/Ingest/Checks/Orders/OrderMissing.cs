using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>ORDER_PRESENT: the service needs an order, and the student has none for it.</summary>
/// <remarks>
/// Source: 42 CFR 440.110 (therapies are ordered or referred); which services need one is the pack's service table
/// (<c>orderMonths</c>).
/// </remarks>
public static class OrderMissing
{
    public const string Code = "ORDER_PRESENT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.Student is null || entry.ServiceRule is not { OrderMonths: not null })
        {
            return; // STU_MATCH and LOG_SERVICE report what cannot be looked up.
        }

        if (entry.Order is null)
        {
            findings.Reject(Code, entry, LogField.Service, RecordUsed.Of(entry.Student), entry.Service);
        }
    }
}

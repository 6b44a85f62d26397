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
        if (!entry.MayBeClaimed || entry.ServiceRule is not { OrderMonths: not null } || entry is { Plan: not null, GridRow: null })
        {
            return; // STU_ELIG, LOG_SERVICE or IEP_SERVICE reports it: nobody orders what the plan does not have.
        }

        if (entry.Order is null)
        {
            findings.Reject(Code, entry, LogField.Service, RecordUsed.Of(entry.Student), entry.Service);
        }
    }
}

using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>ORDER_DATES: the order for the service does not hold on the date: it is of a later day, or has run out.</summary>
/// <remarks>Source: 42 CFR 440.110; how long an order holds is the pack's service table (<c>orderMonths</c>: a year in PA and NC).</remarks>
public static class OrderNotInForce
{
    public const string Code = "ORDER_DATES";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || context.IsInFuture(entry)
            || entry.ServiceRule is not { OrderMonths: { } months } || entry.Order is not { } order)
        {
            return; // CAL_FUTURE reports the date; ORDER_PRESENT that there is no order at all.
        }

        if (!order.Covers(entry.Date, months))
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.Of(order), order.OrderedOn, order.LastDay(months), entry.Date);
        }
    }
}

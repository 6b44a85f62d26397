using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>ORDER_ORP: the order does not say who gave it by a valid National Provider Identifier.</summary>
/// <remarks>Source: 42 CFR 455.440: claims for ordered or referred services carry the NPI of who ordered or referred.</remarks>
public static class OrdererWithoutNpi
{
    public const string Code = "ORDER_ORP";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.ServiceRule is not { OrderMonths: { } months } || entry.Order is not { } order
            || !order.Covers(entry.Date, months))
        {
            return; // ORDER_PRESENT and ORDER_DATES ask for another order, which brings its own NPI.
        }

        if (!Npi.TryParse(order.OrderingNpi, out _))
        {
            findings.Reject(Code, entry, LogField.Service, RecordUsed.Of(order), order.OrderingNpi, order.OrderedOn);
        }
    }
}

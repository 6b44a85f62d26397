using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>ORDER_SCOPE: who ordered the service is of a kind of practitioner that may not order it.</summary>
/// <remarks>
/// Source: 42 CFR 440.110: a physician or another licensed practitioner of the healing arts, within the scope of practice. Which kinds
/// may order which service is the pack's service table (<c>orderedBy</c>, beginnings of taxonomy codes).
/// </remarks>
public static class OrdererOutOfScope
{
    public const string Code = "ORDER_SCOPE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.ServiceRule is not { OrderMonths: { } months, OrderedBy: { } orderedBy }
            || entry.Order is not { OrderingTaxonomy: { Length: > 0 } taxonomy } order || !order.Covers(entry.Date, months))
        {
            return; // ORDER_PRESENT and ORDER_DATES ask for another order. One that does not say who ordered cannot be judged.
        }

        foreach (var beginning in orderedBy)
        {
            if (taxonomy.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }

        findings.Warn(Code, entry, LogField.Service, RecordUsed.Of(order), taxonomy, entry.Service);
    }
}

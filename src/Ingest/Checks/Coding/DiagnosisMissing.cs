using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>DX_PRESENT: neither the order nor the grid row names a diagnosis.</summary>
/// <remarks>Source: 005010X222A1, loop 2300, HI: every professional claim carries a diagnosis.</remarks>
public static class DiagnosisMissing
{
    public const string Code = "DX_PRESENT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.GridRow is not { } row || IsOrderMissing(entry))
        {
            return; // IEP_SERVICE and ORDER_PRESENT ask for the record that would name it.
        }

        if (entry.Diagnoses.Length == 0)
        {
            findings.Reject(Code, entry, LogField.Service, entry.Order is { } order ? RecordUsed.Of(order) : RecordUsed.Of(row), entry.Service);
        }
    }

    private static bool IsOrderMissing(Entry entry) => entry.Order is null && entry.ServiceRule is { OrderMonths: not null };
}

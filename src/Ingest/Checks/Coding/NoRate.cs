using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CHG_POSITIVE: the district has no rate above zero for the code on the date, so the charge would be nothing.</summary>
/// <remarks>
/// Source: 005010X222A1, loop 2400, SV102; NH He-W 589: payment rests on the district's rate. Rates are imported
/// (docs/file-formats.md, "rates").
/// </remarks>
public static class NoRate
{
    public const string Code = "CHG_POSITIVE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (context.IsInFuture(entry) || entry.Code is not { } code)
        {
            return; // CAL_FUTURE reports the date; CODE_MAP and the checks of the provider that there is no code.
        }

        if (entry is { Log.Telehealth: true, ServiceRule.Telehealth: false })
        {
            return; // TELE_OK says that there is no code for it by video, so no rate for it either.
        }

        if (entry.RateCents is not > 0)
        {
            findings.Reject(Code, entry, LogField.Service, RecordUsed.None, code.Procedure, entry.Date);
        }
    }
}

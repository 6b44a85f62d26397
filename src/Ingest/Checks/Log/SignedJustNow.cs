using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_HOLD: the log was signed so lately that the provider may still change it.</summary>
/// <remarks>
/// Source: the district's own practice; hours in the rule pack (<c>log.holdHours</c>). The hold is over for all of the day in which it
/// ends, so that a verdict depends on the day of the check and not on its hour.
/// </remarks>
public static class SignedJustNow
{
    public const string Code = "LOG_HOLD";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.SignedAt is not { } signedAt || context.IsInFuture(entry))
        {
            return; // LOG_UNSIGNED or CAL_FUTURE reports it.
        }

        var signed = context.LocalTime(signedAt);
        var holdHours = entry.Rules.HoldHours;
        if (signed >= context.AsOf.AddDays(1).ToDateTime(TimeOnly.MinValue).AddHours(-holdHours))
        {
            var over = signed < DateTime.MaxValue.AddHours(-holdHours) ? signed.AddHours(holdHours) : DateTime.MaxValue;
            findings.Warn(
                Code, entry, LogField.SignedAt, RecordUsed.None,
                DateOnly.FromDateTime(signed), TimeOnly.FromDateTime(signed), holdHours, DateOnly.FromDateTime(over));
        }
    }
}

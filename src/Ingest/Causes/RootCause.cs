using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.Ingest.Causes;

/// <summary>Rejections that one stroke mends: one expired licence, one missing consent, one unknown student, one closed day.</summary>
/// <param name="Code">The finding that they all have. Its words say what is wrong, how to fix it and who can.</param>
/// <param name="Task">What they have in common, one of <see cref="FindingTexts.Tasks"/>.</param>
/// <param name="Subject">Which one: a provider's or student's number, a service, a procedure, a school and day, a record, an entry.</param>
/// <param name="Entries">How many entries are rejected for it.</param>
/// <param name="HeldCents">What those entries would bring if nothing else stood against them; entries that Medicaid pays for in no case are worth nothing.</param>
/// <param name="FreedCents">Of that, what this task alone sets free: no other task holds these entries.</param>
/// <param name="FirstDay">The oldest day of service among them.</param>
/// <param name="DaysLeft">Until that day's claim can no longer be filed (<c>filing.limitDays</c>); below zero when it is too late.</param>
public sealed record RootCause(
    string Code,
    string Task,
    string Subject,
    int Entries,
    int FreedEntries,
    long HeldCents,
    long FreedCents,
    DateOnly FirstDay,
    DateOnly LastDay,
    int DaysLeft);

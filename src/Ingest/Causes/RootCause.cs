using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.Ingest.Causes;

/// <summary>Rejections that one stroke mends: one expired licence, one missing consent, one unknown student, one closed day.</summary>
/// <param name="Code">The finding that they all have. Its words say what is wrong, how to fix it and who can.</param>
/// <param name="Task">What they have in common, one of <see cref="FindingTexts.Tasks"/>.</param>
/// <param name="Subject">Which one: a provider's or student's number, a service, a procedure, a school and day, a record, an entry.</param>
/// <param name="Key">With the code it names the cause for as long as it stands, and says nothing of the subject: an address may hold it.</param>
/// <param name="ProviderId">Of a provider's cause, or of the only provider; null where the number is unknown.</param>
/// <param name="StudentId">The student whose records they rest on, if it is one; null where there are several, or the number is unknown.</param>
/// <param name="FirstEntryId">One of the entries.</param>
/// <param name="Entries">How many entries are rejected for it.</param>
/// <param name="HeldCents">What those entries would bring if nothing else stood against them; entries that Medicaid pays for in no case are worth nothing.</param>
/// <param name="FreedCents">Of that, what this task alone sets free: no other task holds these entries.</param>
/// <param name="FirstDay">The oldest day of service among them.</param>
/// <param name="DaysLeft">Until that day's claim can no longer be filed (<c>filing.limitDays</c>); below zero when it is too late.</param>
/// <param name="Urgency">Dollars × urgency, in cents: what the list is sorted by.</param>
public sealed record RootCause(
    string Code,
    string Task,
    string Subject,
    string Key,
    long? ProviderId,
    long? StudentId,
    long FirstEntryId,
    int Entries,
    int FreedEntries,
    long HeldCents,
    long FreedCents,
    DateOnly FirstDay,
    DateOnly LastDay,
    int DaysLeft,
    long Urgency)
{
    /// <summary>Where it stands in the list.</summary>
    public CausePlace Place => new(Urgency, Entries, Key);
}

/// <summary>A cause's place in the list: whoever goes on after it misses none, even if causes before it are mended meanwhile.</summary>
public readonly record struct CausePlace(long Urgency, int Entries, string Key);

/// <summary>Which causes are asked for.</summary>
/// <param name="Month">First day of a month; null: all that have rejections.</param>
/// <param name="Who">Only what they can fix, as in docs/findings.md; null: all.</param>
/// <param name="After">Goes on after this one; null: from the beginning.</param>
/// <param name="Schools">Only sessions of students of these schools; null: all.</param>
public sealed record CauseQuery(DateOnly? Month, DateOnly AsOf, string? Who = null, CausePlace? After = null, string[]? Schools = null);

/// <summary>How many causes somebody can fix, and what they hold; an entry that two causes hold counts under each.</summary>
/// <param name="Who">As in docs/findings.md.</param>
public sealed record CauseCount(string Who, int Causes, long HeldCents);

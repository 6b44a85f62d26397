using MedicaidLogs.Core.Units;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PA_UNITS: with this session the units of the service are more than the payer authorized.</summary>
/// <remarks>
/// Source: 42 CFR 440.230(d); only where the pack asks for an authorization (<c>authorization.required</c>). Sessions of the service use the authorization up in time, from its first day on, also in earlier months;
/// minutes of a day are summed before they are rounded, as on the claim. From the session on that goes beyond, none is billed under it.
/// </remarks>
public static class AuthorizationUsedUp
{
    public const string Code = "PA_UNITS";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!DayLine.Takes(entry) || AuthorizationMissing.AuthorizationOf(entry) is not { Units: { } limit } authorization)
        {
            return; // PA_REQUIRED reports that there is none.
        }

        var month = context.StudentMonth(entry);
        var units = UnitsOf(entry, authorization, context.History.Before(entry)) + UnitsOf(entry, authorization, month[..(month.IndexOf(entry) + 1)]);
        if (units > ServiceUnits.OfWhole(limit))
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.Of(authorization), units.ToString(), limit, authorization.Number);
        }
    }

    /// <summary>The days of the authorization, where its units are limited.</summary>
    public static DaySpan? Reach(Entry entry) =>
        entry.Held && AuthorizationMissing.AuthorizationOf(entry) is { Units: not null } authorization
            ? new(authorization.From, authorization.To ?? DateOnly.MaxValue)
            : null;

    /// <param name="sessions">Of the student, in time.</param>
    private static ServiceUnits UnitsOf(Entry entry, Authorization authorization, ReadOnlySpan<Entry> sessions)
    {
        var units = ServiceUnits.Zero;
        while (!sessions.IsEmpty)
        {
            var day = DayLine.FirstDayOf(sessions);
            for (var i = 0; i < day.Length; i++)
            {
                if (day[i].Service == entry.Service && DayLine.Begins(day, i) && ReferenceEquals(AuthorizationMissing.AuthorizationOf(day[i]), authorization))
                {
                    units += DayLine.UnitsOf(day[i], day);
                }
            }

            sessions = sessions[day.Length..];
        }

        return units;
    }
}

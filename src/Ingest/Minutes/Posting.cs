using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Puts a student's entries where they belong, one by one, in time.</summary>
internal sealed class Posting(RulePack pack, LedgerLine[] lines)
{
    private readonly Dictionary<long, LedgerLine> _lines = lines.ToDictionary(line => line.Row.GridRowId);
    private readonly List<LedgerEntry> _makeUps = [];
    private readonly List<OutsideSession> _outside = [];
    private readonly HashSet<(long? ProviderId, string Service, DateOnly Date, TimeOnly Start)> _missesSeen = [];

    public void Add(LedgerEntry entry)
    {
        var rules = pack.On(entry.Date);
        var attendance = rules.Attendance.GetValueOrDefault(entry.Attendance);
        if (attendance is { Delivered: false })
        {
            AddMiss(entry, attendance, rules);
        }
        else if (!entry.Delivered)
        {
            if (LineOf(entry) is { } held)
            {
                held.AddHeldBack(entry with { Minutes = ScheduledMinutes(entry, held, rules) });
            }
        }
        else if (entry.IsMakeUp)
        {
            _makeUps.Add(entry);
        }
        else if (LineOf(entry) is { } line)
        {
            line.AddDelivered(entry);
        }
        else
        {
            _outside.Add(new(entry.EntryId, entry.Service, entry.Date, entry.Minutes, WhyOutside(entry, rules)));
        }
    }

    /// <summary>Credits the make-ups, which must wait until all misses are known.</summary>
    public StudentLedger Ledger(Student student)
    {
        var missed = lines
            .SelectMany(line => line.Missed, (line, miss) => (line, miss))
            .ToLookup(each => (each.miss.Date, each.miss.Service, each.line.IsConsultation), each => each.miss);
        return new(student, lines, [.. MakeUps.Credit(_makeUps, missed)], _outside);
    }

    /// <remarks>
    /// A make-up that was missed leaves the first miss owed and is none of its own. The same miss logged twice is one: no check
    /// says so of sessions that were not held.
    /// </remarks>
    private void AddMiss(LedgerEntry entry, AttendanceRule attendance, PackRules rules)
    {
        if (attendance.MissedBy is null || entry.IsMakeUp || LineOf(entry) is not { } line || line.IsTakenOff(entry.Date)
            || (entry.Start is { } start && !_missesSeen.Add((entry.ProviderId, entry.Service, entry.Date, start))))
        {
            return;
        }

        line.AddMissed(new(
            entry.EntryId, entry.ProviderId, entry.Service, entry.Date, entry.Start, ScheduledMinutes(entry, line, rules), entry.Attendance,
            Enum.Parse<MissedBy>(attendance.MissedBy, ignoreCase: true), attendance.MakeUpOwed, attendance.Offered));
    }

    /// <summary>As logged, if that can be true; else the row's usual session; 0 where neither is known.</summary>
    private static int ScheduledMinutes(LedgerEntry entry, LedgerLine line, PackRules rules) =>
        entry.Minutes > 0 && entry.Minutes <= rules.MaxSessionMinutes ? entry.Minutes : line.Row.Frequency?.MinutesPerSession ?? 0;

    private LedgerLine? LineOf(LedgerEntry entry) =>
        entry.GridRowId is { } gridRowId && _lines.TryGetValue(gridRowId, out var line)
        && line.Holds(entry.Date) && line.IsConsultation == entry.IsConsultation
            ? line
            : null;

    private OutsideReason WhyOutside(LedgerEntry entry, PackRules rules) =>
        !StudentLedger.IsCountedInMinutes(rules, entry.Service) ? OutsideReason.NotCountedInMinutes
        : entry.GridRowId is not { } gridRowId ? OutsideReason.NoGridRow
        : _lines.TryGetValue(gridRowId, out var line) && line.Holds(entry.Date) ? OutsideReason.OtherBucket
        : OutsideReason.OutsideRowDates;
}

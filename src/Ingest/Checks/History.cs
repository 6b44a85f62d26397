using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>The sessions before a month that its verdicts rest on, with the verdicts that stand.</summary>
/// <remarks>
/// They are loaded by one query for the students and services that ask for them (<see cref="Reach"/>), so a month whose periods all
/// begin in it costs nothing. They are not checked again: what stands against each of them is weighed stage by stage, as if its checks
/// had run, and a session counts the same for those after it whichever month they are in.
/// </remarks>
public sealed class History
{
    public static readonly History None = new([], _ => null);

    private readonly Entry[] _sessions;
    private readonly Dictionary<(string Student, string Service), EntryRun> _runs = [];
    private readonly Dictionary<Entry, string[]> _blocked = [];

    /// <param name="sessions">Matched to their records.</param>
    /// <param name="blockedBy">The codes that stand against a session being delivered or billed; null where none does.</param>
    public History(IEnumerable<Entry> sessions, Func<Entry, string[]?> blockedBy)
    {
        _sessions = [.. sessions];
        Array.Sort(_sessions, ByStudentAndServiceInTime);
        for (var from = 0; from < _sessions.Length;)
        {
            var key = KeyOf(_sessions[from]);
            var after = from + 1;
            while (after < _sessions.Length && KeyOf(_sessions[after]) == key)
            {
                after++;
            }

            _runs.Add(key, new(from, after - from));
            from = after;
        }

        foreach (var session in _sessions)
        {
            if (blockedBy(session) is { } codes)
            {
                _blocked.Add(session, codes);
            }
        }
    }

    /// <summary>The sessions before the month of the entry's student and service, in time.</summary>
    public ReadOnlySpan<Entry> Before(Entry entry) =>
        _sessions.Length > 0 && _runs.TryGetValue(KeyOf(entry), out var run) ? run.Of(_sessions) : [];

    /// <summary>Whether a finding of the code keeps an earlier session from being delivered or billed.</summary>
    public bool Stands(string code, Entry earlier) => _blocked.TryGetValue(earlier, out var codes) && Array.IndexOf(codes, code) >= 0;

    /// <summary>Loads what the checks of the month's entries look back to.</summary>
    /// <param name="entries">Matched to their records.</param>
    internal static async Task<History> LoadAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, IEnumerable<Entry> entries, ReferenceData reference,
        CancellationToken cancellationToken)
    {
        var since = Since(month, entries);
        if (since.Count == 0)
        {
            return None;
        }

        var before = await EntryReader.BeforeAsync(transaction, district.DistrictId, month, since, cancellationToken);
        Matching.MatchAll(before.Select(each => each.Entry), reference, district.RulePack);
        var blocked = before.Where(each => each.BlockedBy is not null).ToDictionary(each => each.Entry, each => each.BlockedBy);
        return new(before.Select(each => each.Entry), entry => blocked.GetValueOrDefault(entry));
    }

    internal void ForgetVerdicts()
    {
        foreach (var entry in _blocked.Keys)
        {
            entry.ForgetVerdicts();
        }
    }

    /// <summary>Weighs what the stage's checks said when they ran.</summary>
    internal void Weigh(Stage stage)
    {
        foreach (var (entry, codes) in _blocked)
        {
            foreach (var line in stage.Checks)
            {
                if (Array.IndexOf(codes, line.Code) >= 0)
                {
                    entry.Worst = Severity.Reject; // or not billable: to the sessions after it that is one
                    entry.Undelivered |= line.Undelivers;
                }
            }
        }
    }

    private static Dictionary<(string Student, string Service), DateOnly> Since(DateOnly month, IEnumerable<Entry> entries)
    {
        var since = new Dictionary<(string, string), DateOnly>();
        foreach (var entry in entries)
        {
            if (!entry.ContextOnly && entry.Date >= month && Catalogue.ReachOf(entry) is { } days && days.First < month
                && !(since.TryGetValue(KeyOf(entry), out var first) && first <= days.First))
            {
                since[KeyOf(entry)] = days.First;
            }
        }

        return since;
    }

    internal static (string Student, string Service) KeyOf(Entry entry) => (entry.Log.StudentNumber, entry.Service);

    private static int ByStudentAndServiceInTime(Entry one, Entry other)
    {
        var order = string.CompareOrdinal(one.Log.StudentNumber, other.Log.StudentNumber);
        order = order != 0 ? order : string.CompareOrdinal(one.Service, other.Service);
        return order != 0 ? order : EntryOrder.InTime(one, other);
    }
}

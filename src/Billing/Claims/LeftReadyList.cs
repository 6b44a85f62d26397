using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Collects what could not go; beyond the limit of sessions it only counts. Reading and writing both add to it.</summary>
internal sealed class LeftReadyList
{
    private readonly Lock _adding = new();
    private readonly List<LeftReadyEntry> _sessions = [];
    private readonly SortedDictionary<string, (int Entries, long Cents)> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<long, IReadOnlyList<string>> _decisions = [];
    private int _entries;
    private long _cents;

    public void Add(Unbilled unbilled)
    {
        lock (_adding)
        {
            foreach (var claimId in unbilled.Entries.Select(entry => entry.InPlaceOf).Append(unbilled.InPlaceOf).OfType<long>())
            {
                _decisions[claimId] = unbilled.Codes;
            }

            AddReady(unbilled.Codes, [.. unbilled.Entries.Where(entry => entry.OnClaim is null)]);
        }
    }

    /// <param name="decisions">Those that were not carried out.</param>
    public LeftReady Finish(DistrictId districtId, IEnumerable<long> decisions) => new(
        _entries,
        _cents,
        [.. _reasons.Select(reason => new LeftReadyReason(reason.Key, reason.Value.Entries, reason.Value.Cents)).OrderByDescending(reason => reason.Cents)],
        [.. _sessions.OrderBy(session => session.EntryId)],
        [.. decisions.Order().Select(claimId => new LeftDecision($"{new ClaimNumber(districtId, claimId)}", _decisions.GetValueOrDefault(claimId, [])))]);

    private void AddReady(IReadOnlyList<string> codes, List<BillableEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var cents = entries.Sum(entry => entry.ValueCents);
        (_entries, _cents) = (_entries + entries.Count, _cents + cents);
        foreach (var code in codes)
        {
            var sum = _reasons.GetValueOrDefault(code);
            _reasons[code] = (sum.Entries + entries.Count, sum.Cents + cents);
        }

        _sessions.AddRange(entries.Take(LeftReady.Limit - _sessions.Count).Select(entry => new LeftReadyEntry(entry.EntryId, codes)));
    }
}

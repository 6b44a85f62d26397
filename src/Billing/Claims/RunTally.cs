using System.Runtime.InteropServices;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What a run comes to, claim by claim.</summary>
internal sealed class RunTally
{
    private readonly Dictionary<(string Service, string Procedure), (int Lines, int Sessions, long ChargeCents)> _services = [];

    public ClaimTotals Totals { get; private set; }

    public void Add(IReadOnlyList<BilledClaim> claims)
    {
        foreach (var claim in claims)
        {
            Totals += ClaimTotals.Of(claim);
            foreach (var line in claim.Frequency == ClaimFrequency.Void ? [] : claim.Lines)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_services, (line.Entries[0].Entry.Service, line.Procedure), out _);
                sum = (sum.Lines + 1, sum.Sessions + line.Entries.Count, sum.ChargeCents + line.ChargeCents);
            }
        }
    }

    /// <summary>The dearest first.</summary>
    public IReadOnlyList<ServiceTotals> Services() =>
    [
        .. _services
            .Select(each => new ServiceTotals(each.Key.Service, each.Key.Procedure, each.Value.Lines, each.Value.Sessions, each.Value.ChargeCents))
            .OrderByDescending(each => each.ChargeCents)
            .ThenBy(each => each.Service, StringComparer.Ordinal)
            .ThenBy(each => each.Procedure, StringComparer.Ordinal),
    ];
}

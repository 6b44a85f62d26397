using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What a run comes to, claim by claim.</summary>
internal sealed class RunTally
{
    private readonly Dictionary<(string Service, string Procedure), ServiceTotals> _services = [];

    public ClaimTotals Totals { get; private set; }

    public void Add(IReadOnlyList<BilledClaim> claims)
    {
        foreach (var claim in claims)
        {
            Totals += ClaimTotals.Of(claim);
            foreach (var line in claim.Frequency == ClaimFrequency.Void ? [] : claim.Lines)
            {
                var key = (line.Entries[0].Entry.Service, line.Procedure);
                var sum = _services.GetValueOrDefault(key, new(key.Service, key.Procedure, 0, 0, 0));
                _services[key] = sum with
                {
                    Lines = sum.Lines + 1,
                    Sessions = sum.Sessions + line.Entries.Count,
                    ChargeCents = sum.ChargeCents + line.ChargeCents,
                };
            }
        }
    }

    /// <summary>The dearest first.</summary>
    public IReadOnlyList<ServiceTotals> Services() =>
        [.. _services.Values.OrderByDescending(each => each.ChargeCents).ThenBy(each => each.Service, StringComparer.Ordinal).ThenBy(each => each.Procedure, StringComparer.Ordinal)];
}

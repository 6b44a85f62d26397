using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

/// <summary>An 835 file as it is read.</summary>
internal sealed class ARemittance
{
    private readonly List<ResponsePart> _parts;

    private ARemittance(byte[] file) => _parts = AnX12.Parts(file);

    /// <summary>Reads to the end; fails unless every payment balances.</summary>
    public static ARemittance Of(byte[] file)
    {
        var remittance = Unchecked(file);
        Assert.All(remittance._parts.OfType<RemitEnd>(), end => Assert.Empty(end.Imbalances));
        return remittance;
    }

    public static ARemittance Unchecked(byte[] file) => new(file);

    public IReadOnlyList<RemitPayment> Payments => [.. _parts.OfType<RemitPayment>()];

    public RemitPayment Payment => Assert.Single(Payments);

    public IReadOnlyList<RemitClaim> Claims => [.. _parts.OfType<RemitClaim>()];

    public RemitClaim Claim => Assert.Single(Claims);

    public IReadOnlyList<Imbalance> Imbalances => [.. _parts.OfType<RemitEnd>().SelectMany(end => end.Imbalances)];

    /// <summary>PLB: reason, reference, cents.</summary>
    public IReadOnlyList<(string Reason, string Reference, long Cents)> Plb =>
        [.. _parts.OfType<RemitEnd>().SelectMany(end => end.ProviderAdjustments).Select(due => (due.Reason, due.Reference, due.AmountCents))];
}

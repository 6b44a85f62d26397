using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>One payment of a remittance, as it is told to us.</summary>
/// <param name="Payee">Our name and NPI.</param>
internal sealed record Payment(
    string TraceNumber, DateOnly PaidOn, long PaymentCents, BillingProvider Payee, IReadOnlyList<RemitClaim> Claims, IReadOnlyList<ProviderAdjustment> ProviderAdjustments);

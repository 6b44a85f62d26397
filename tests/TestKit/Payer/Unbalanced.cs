using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>Spoils a payment by a few cents at one level, and leaves all others in balance.</summary>
internal static class Unbalanced
{
    /// <exception cref="InvalidOperationException">The payment has no claim, or no line, to spoil.</exception>
    public static Payment At(BalanceLevel level, long offByCents, Payment payment) => level switch
    {
        BalanceLevel.Line => WithClaim(payment, claim => claim.Lines.Count > 0, claim =>
            claim with { Lines = [claim.Lines[0] with { PaidCents = claim.Lines[0].PaidCents - offByCents }, .. claim.Lines.Skip(1)] }),
        BalanceLevel.ClaimLines => WithClaim(payment, claim => claim.Lines.Count > 0, claim =>
            Less(claim, offByCents) with { ChargeCents = claim.ChargeCents - offByCents }),
        BalanceLevel.Claim => WithClaim(payment, _ => true, claim => Less(claim, offByCents)),
        BalanceLevel.Payment => payment with { PaymentCents = payment.PaymentCents - offByCents },
        BalanceLevel.NegativePayment => payment with
        {
            PaymentCents = offByCents,
            ProviderAdjustments =
            [
                .. payment.ProviderAdjustments,
                new(payment.Payee.Npi?.ToString() ?? "", new DateOnly(payment.PaidOn.Year, 12, 31), "CS", "", payment.PaymentCents - offByCents),
            ],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    private static RemitClaim Less(RemitClaim claim, long cents) => claim with { Adjustments = [.. claim.Adjustments, new("CO", "45", -cents)] };

    private static Payment WithClaim(Payment payment, Func<RemitClaim, bool> which, Func<RemitClaim, RemitClaim> spoil)
    {
        var first = payment.Claims.First(which);
        return payment with { Claims = [.. payment.Claims.Select(claim => ReferenceEquals(claim, first) ? spoil(claim) : claim)] };
    }
}

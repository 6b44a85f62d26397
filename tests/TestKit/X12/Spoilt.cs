using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.X12;

/// <summary>Reads a text that may be spoilt, and holds the readers to their promise: it is read or refused, with a true place, and nothing else.</summary>
public static class Spoilt
{
    /// <summary>Reads what payers send. What is read of a payment is summed up once more beside <see cref="RemitBalance"/>.</summary>
    /// <returns>Null where it was read to the end.</returns>
    /// <exception cref="BrokenPromiseException">The reader threw something else, or counts wrong.</exception>
    public static X12Refusal? ReadResponses(byte[] text) => Held(text, () =>
    {
        var (parts, segment, payment) = (0, 0L, 0L);
        var sums = default(RemitTotals);
        foreach (var part in ResponseFile.Read(new MemoryStream(text)))
        {
            Promise(++parts <= text.Length && part.Segment >= segment, "parts come in the order of the file");
            segment = part.Segment;
            payment = part is RemitPayment { PaymentCents: var cents } ? cents : payment;
            sums = part switch
            {
                RemitPayment => default,
                RemitClaim claim => With(sums, claim),
                RemitEnd end => Closed(sums, end, payment),
                _ => sums,
            };
        }
    });

    /// <summary>Cuts any X12 into segments and elements.</summary>
    /// <returns>Null where it was read to the end.</returns>
    /// <exception cref="BrokenPromiseException">The reader threw something else, or runs on.</exception>
    public static X12Refusal? ReadSegments(byte[] text) => Held(text, () =>
    {
        var x12 = new X12Reader(text);
        while (x12.Read())
        {
            var segment = x12.Segment;
            Promise(x12.Number <= text.Length && segment.Offset >= 0 && segment.Offset < text.Length, "every segment stands in the file");
            for (var element = 0; element <= segment.Elements; element++)
            {
                Promise(segment.Components(element) == 0 || segment[element, segment.Components(element)].Length <= segment[element].Length, "components stand in their element");
            }
        }
    });

    private static X12Refusal? Held(byte[] text, Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (X12RefusedException refused)
        {
            Promise(refused.Refusal.Offset >= 0 && refused.Refusal.Offset <= text.Length + 1, "a refusal names a place in the file");
            return refused.Refusal;
        }
        catch (Exception fault) when (fault is not BrokenPromiseException)
        {
            throw new BrokenPromiseException($"{fault.GetType().Name}: {fault.Message}", fault);
        }
    }

    private static RemitTotals With(RemitTotals sums, RemitClaim claim) => sums with
    {
        Claims = sums.Claims + 1,
        Lines = sums.Lines + claim.Lines.Count,
        ChargeCents = sums.ChargeCents + claim.ChargeCents,
        AdjustedCents = sums.AdjustedCents + claim.Adjustments.Sum(adjustment => adjustment.AmountCents)
            + claim.Lines.Sum(line => line.Adjustments.Sum(adjustment => adjustment.AmountCents)),
        PaidCents = sums.PaidCents + claim.PaidCents,
    };

    private static RemitTotals Closed(RemitTotals sums, RemitEnd end, long paymentCents)
    {
        sums = sums with { ProviderAdjustedCents = end.ProviderAdjustments.Sum(adjustment => adjustment.AmountCents) };
        Promise(end.Totals == sums, "the totals are those of the parts");
        Promise(
            !end.Balances || (sums.ChargeCents - sums.AdjustedCents == sums.PaidCents && sums.PaidCents - sums.ProviderAdjustedCents == paymentCents && paymentCents >= 0),
            "what balances adds up");
        return default;
    }

    private static void Promise(bool isKept, string promise)
    {
        if (!isKept)
        {
            throw new BrokenPromiseException($"Not kept: {promise}.");
        }
    }
}

/// <summary>A reader does not hold what it promises.</summary>
public sealed class BrokenPromiseException(string message, Exception? inner = null) : Exception(message, inner);

using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Responses;

/// <summary>What posting takes at a time: a part of the file, or as many claims of a payment as go into the store at once.</summary>
internal abstract record PostingInput
{
    private const int LinesAtOnce = 8_192;

    /// <summary>TA1, 999, 277CA, an interchange's header, or the beginning of a payment.</summary>
    public sealed record Part(ResponsePart What) : PostingInput;

    /// <param name="Ours">Those of ours that they name, once they were looked up.</param>
    public sealed record Claims(IReadOnlyList<RemittedClaim> All, OurClaims? Ours = null) : PostingInput;

    /// <summary>The end of a payment, with the hash of all that it said.</summary>
    public sealed record PaymentEnd(RemitEnd What, byte[] ContentHash) : PostingInput;

    /// <summary>Reads a file as the caller asks; all that can be done beside the store is done here.</summary>
    /// <exception cref="X12RefusedException">The file cannot be read to its end.</exception>
    public static IEnumerable<PostingInput> Read(Stream content)
    {
        using var hash = new ContentHash();
        var (claims, lines) = (new List<RemittedClaim>(), 0);
        foreach (var part in ResponseFile.Read(content))
        {
            if (part is RemitClaim claim)
            {
                hash.Add(claim);
                claims.Add(RemittedClaim.Of(claim));
                lines += 1 + claim.Lines.Count;
            }

            if (claims.Count > 0 && (part is not RemitClaim || lines >= LinesAtOnce))
            {
                yield return new Claims(claims);
                (claims, lines) = ([], 0);
            }

            if (part is RemitPayment payment)
            {
                hash.Add(payment);
            }

            if (part is RemitEnd end)
            {
                yield return new PaymentEnd(end, hash.End(end.ProviderAdjustments));
            }
            else if (part is not RemitClaim)
            {
                yield return new Part(part);
            }
        }
    }
}

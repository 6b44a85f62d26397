using MedicaidLogs.Billing.Claims;

namespace MedicaidLogs.Billing.Responses;

/// <summary>A number of ours that a payer gave back: of a claim (CLM01), or of a line (REF*6R: the claim's and two digits).</summary>
/// <param name="Line">0 for a claim.</param>
internal readonly record struct OurNumber(ClaimNumber Claim, int Line)
{
    private const int LineDigits = 2;

    /// <summary>Of a line or of a claim; null for anything else.</summary>
    public static OurNumber? Parse(string text) =>
        TryParseLine(text, out var line) ? line : ClaimNumber.TryParse(text, out var claim) ? new(claim, 0) : null;

    public static bool TryParseLine(ReadOnlySpan<char> text, out OurNumber number)
    {
        number = default;
        if (text.Length <= LineDigits || text[^2..] is not [>= '0' and <= '9' and var tens, >= '0' and <= '9' and var ones]
            || !ClaimNumber.TryParse(text[..^LineDigits], out var claim))
        {
            return false;
        }

        number = new(claim, (10 * (tens - '0')) + (ones - '0'));
        return number.Line > 0;
    }
}

using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Adjustments as one text, the way they stand in the row of their line or claim: <c>CO-45:910 PR-1:500</c>, in cents.</summary>
/// <remarks>Groups and reasons hold letters and digits alone: the reader refuses others. The view <c>billing.remit_adjustment</c> takes the text apart.</remarks>
internal static class AdjustmentText
{
    public static string Of(IReadOnlyList<Adjustment> adjustments) => adjustments.Count switch
    {
        0 => "",
        1 => Of(adjustments[0]),
        _ => string.Join(' ', adjustments.Select(Of)),
    };

    public static IReadOnlyList<Adjustment> Parse(string text) => text.Length == 0 ? [] : [.. text.Split(' ').Select(ParseOne)];

    private static string Of(Adjustment adjustment) =>
        string.Create(CultureInfo.InvariantCulture, $"{adjustment.Group}-{adjustment.Reason}:{adjustment.AmountCents}");

    private static Adjustment ParseOne(string text)
    {
        var (dash, colon) = (text.IndexOf('-', StringComparison.Ordinal), text.IndexOf(':', StringComparison.Ordinal));
        return new(text[..dash], text[(dash + 1)..colon], long.Parse(text.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}

using MedicaidLogs.Billing.Codes;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>A code with which a payer sent a claim back, as the view <c>billing.payer_code</c> has it.</summary>
/// <param name="Source">CARC, RARC, 277CA, 999 or TA1.</param>
/// <param name="Code">As the payer gave it: <c>CO-16</c>, <c>N290</c>, <c>A7:562:85</c>; of a 999 with its place: <c>IK5:4</c>, <c>IK3:HI-8</c>, <c>IK4:HI01-7</c>.</param>
/// <param name="Words">For a clerk.</param>
/// <param name="Fix">What to do about it; null where the code does not say.</param>
public sealed record PayersCode(string Source, string Code, string Words, string? Fix)
{
    private const char BetweenCodes = ';';

    /// <summary>Reads what the views' queries string together: <c>CARC CO-16;RARC N290</c>.</summary>
    /// <remarks>An agreed reduction beside a denial says nothing of why it was denied, and is left out.</remarks>
    public static IReadOnlyList<PayersCode> Parse(string codes) =>
        [.. from code in codes.Split(BetweenCodes, StringSplitOptions.RemoveEmptyEntries)
            let parts = code.Split(' ', 2)
            where !(parts[0] == "CARC" && SaysNothing(parts[1]))
            select Of(parts[0], parts[1])];

    /// <summary>The code and its words.</summary>
    public override string ToString() => Fix is null ? $"{Code}: {Words}" : $"{Code}: {Words} {Fix}";

    /// <param name="source">As <c>billing.payer_code</c> has it; of a 999 AK9, IK5, IK3 or IK4.</param>
    public static PayersCode Of(string source, string code) => source switch
    {
        "CARC" => Of(source, code, PayerCodes.Carc(Reason(code).Carc)),
        "277CA" => OfStatus(code),
        "RARC" => Of(source, code, PayerCodes.Rarc(code)),
        "TA1" => Of(source, code, PayerCodes.InterchangeNote(code)),
        "AK9" => OfPlace(source, code, PayerCodes.GroupError(code)),
        "IK5" => OfPlace(source, code, PayerCodes.TransactionError(code)),
        "IK3" => OfPlace(source, code, PayerCodes.SegmentError(AfterPlace(code))),
        "IK4" => OfPlace(source, code, PayerCodes.ElementError(AfterPlace(code))),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    /// <summary>In a 999 the same code says one thing of a segment and another of the file.</summary>
    private static PayersCode OfPlace(string place, string code, PayerCode known) => Of("999", $"{place}:{code}", known);

    private static string AfterPlace(string code) => code[(code.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private static PayersCode Of(string source, string code, AdjustmentReason reason) => new(source, code, reason.Words, reason.Fix);

    private static PayersCode Of(string source, string code, PayerCode known) => new(source, code, known.Words, known.Fix);

    /// <summary>Category, status and whom it is about; the status says what is wrong.</summary>
    private static PayersCode OfStatus(string code)
    {
        var parts = code.Split(':');
        var category = PayerCodes.StatusCategory(parts[0]);
        var status = parts.Length > 1 ? PayerCodes.Status(parts[1]) : null;
        return new("277CA", code, status is null ? category.Words : $"{category.Words} {status.Words}", status?.Fix ?? category.Fix);
    }

    private static bool SaysNothing(string code)
    {
        var (group, carc) = Reason(code);
        return PayerCodes.KindOf(group, carc) is AdjustmentKind.Contractual or AdjustmentKind.OtherPayer;
    }

    private static (string Group, string Carc) Reason(string code) =>
        code.Split('-', 2) is [var group, var carc] ? (group, carc) : ("", code);
}

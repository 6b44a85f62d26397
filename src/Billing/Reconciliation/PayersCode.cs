using MedicaidLogs.Billing.Codes;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>A code with which a payer sent a claim back, as the view <c>billing.payer_code</c> has it.</summary>
/// <param name="Source">CARC, RARC, 277CA, 999 or TA1.</param>
/// <param name="Code">As the payer gave it: <c>CO-16</c>, <c>N290</c>, <c>A7:562:85</c>.</param>
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

    private static PayersCode Of(string source, string code) => source switch
    {
        "CARC" => Of(source, code, PayerCodes.Carc(Reason(code).Carc)),
        "277CA" => OfStatus(code),
        _ => Of(source, code, source == "TA1" ? PayerCodes.InterchangeNote(code) : source == "999" ? PayerCodes.TransactionError(code) : PayerCodes.Rarc(code)),
    };

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

using System.Text.Json.Serialization;

namespace MedicaidLogs.Billing.Codes;

/// <summary>A code that a payer sends or is sent, in words for a clerk.</summary>
/// <param name="Code">As X12 has it, in upper case.</param>
/// <param name="Words">What it says.</param>
/// <param name="Fix">What to do about it; null where nothing is to be done.</param>
/// <param name="Who">Who can do it: office, biller or provider.</param>
public sealed record PayerCode(string Code, string Words, string? Fix = null, string? Who = null) : ICodeWords<PayerCode>
{
    public static PayerCode Unknown(string code) => new(code, UnknownCode.Words(code));
}

/// <summary>A reason for which a payer pays less or more than was charged (CARC).</summary>
/// <param name="Code">CAS02 and the like, in upper case.</param>
/// <param name="Words">What it says.</param>
/// <param name="Kind">What it makes of the money; <see cref="PayerCodes.KindOf"/> also hears the group.</param>
/// <param name="IsRecoverable">A denial that can be mended or proven, and sent again.</param>
/// <param name="Fix">What to do about it; null where nothing is to be done.</param>
/// <param name="Who">Who can do it: office, biller or provider.</param>
public sealed record AdjustmentReason(
    string Code, string Words, AdjustmentKind Kind, [property: JsonPropertyName("recoverable")] bool IsRecoverable = false, string? Fix = null, string? Who = null) : ICodeWords<AdjustmentReason>
{
    /// <summary>Nobody may give up money for a reason that nobody knows: it counts as recoverable, so that a person decides.</summary>
    public static AdjustmentReason Unknown(string code) => new(
        code, UnknownCode.Words(code), AdjustmentKind.Denied, IsRecoverable: true,
        "Ask the payer what the code means; then mend the claim and send it again, or write it off.", "biller");
}

/// <summary>What an adjustment makes of the money that it takes off.</summary>
public enum AdjustmentKind
{
    /// <summary>Agreed or set by law: the charge was higher than what is paid. Nothing is lost.</summary>
    Contractual,

    /// <summary>Refused. Some refusals can be mended: <see cref="AdjustmentReason.IsRecoverable"/>.</summary>
    Denied,

    /// <summary>The payer calls it the family's share, which no family is asked for (34 CFR 300.154(d)(2)).</summary>
    Patient,

    /// <summary>Another payer dealt with it before.</summary>
    OtherPayer,

    /// <summary>An earlier payment comes back to the payer.</summary>
    TakenBack,
}

/// <summary>The words for a code, also for one that is in no table.</summary>
public interface ICodeWords<out TSelf>
    where TSelf : ICodeWords<TSelf>
{
    string Code { get; }

    static abstract TSelf Unknown(string code);
}

internal static class UnknownCode
{
    public static string Words(string code) => $"code {code}: not in our table";
}

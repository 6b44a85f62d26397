namespace MedicaidLogs.Billing.X12;

/// <summary>How the model's choices are spelled in 005010X222A1.</summary>
internal static class Codes837P
{
    /// <summary>SBR01.</summary>
    public static ReadOnlySpan<byte> Of(PayerSequence sequence) => sequence switch
    {
        PayerSequence.Primary => "P"u8,
        PayerSequence.Secondary => "S"u8,
        _ => "T"u8,
    };

    /// <summary>DMG03.</summary>
    public static ReadOnlySpan<byte> Of(Sex sex) => sex switch
    {
        Sex.Female => "F"u8,
        Sex.Male => "M"u8,
        _ => "U"u8,
    };
}

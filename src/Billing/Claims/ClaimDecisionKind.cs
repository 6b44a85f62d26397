namespace MedicaidLogs.Billing.Claims;

/// <summary>What is to become of a claim that went out.</summary>
public enum ClaimDecisionKind
{
    /// <summary>The next run bills its sessions as they are then, in its place (frequency 7).</summary>
    Replace,

    /// <summary>The next run takes it back (frequency 8).</summary>
    Void,

    /// <summary>The payer never took it, or denied it: it goes out once more as what it was.</summary>
    Again,
}

/// <summary>Kinds as the store, commands and documents write them.</summary>
public static class ClaimDecisionText
{
    public static IReadOnlyList<ClaimDecisionKind> All { get; } = Enum.GetValues<ClaimDecisionKind>();

    public static string Of(ClaimDecisionKind kind) => kind switch
    {
        ClaimDecisionKind.Replace => "replace",
        ClaimDecisionKind.Void => "void",
        ClaimDecisionKind.Again => "again",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static ClaimDecisionKind? Parse(string text) => All.Cast<ClaimDecisionKind?>().FirstOrDefault(kind => Of(kind!.Value) == text);
}

namespace MedicaidLogs.Core.Findings;

/// <summary>What a finding does to an entry. The order is that of weight.</summary>
public enum Severity
{
    /// <summary>Worth a look; bills all the same.</summary>
    Warn = 1,

    /// <summary>Final for Medicaid; the session still counts as delivered.</summary>
    NotBillable = 2,

    /// <summary>Blocks billing until someone fixes it.</summary>
    Reject = 3,
}

/// <summary>Severities as the store, the packs and the documents write them.</summary>
public static class SeverityText
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Warn => "warn",
        Severity.NotBillable => "not-billable",
        Severity.Reject => "reject",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    public static bool TryParse(string text, out Severity severity)
    {
        severity = text switch
        {
            "warn" => Severity.Warn,
            "not-billable" => Severity.NotBillable,
            "reject" => Severity.Reject,
            _ => default,
        };
        return severity != default;
    }
}

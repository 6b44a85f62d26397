namespace MedicaidLogs.Web.Administration;

/// <summary>One thing on which the program rests, and how it stands with it.</summary>
/// <param name="Severity">good, warn, reject; not-billable: not known.</param>
public sealed record HealthLine(string What, string Severity, string Says, string? Address = null)
{
    public string Word => Severity switch
    {
        "good" => "Good",
        "warn" => "Look at it",
        "reject" => "Act now",
        _ => "Not known",
    };
}

namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>A test that reads sample files which are not ours to ship; skipped, with the reason, where they are not there.</summary>
public sealed class SamplesFactAttribute : FactAttribute
{
    public const string Variable = "MEDLOGS_X12_SAMPLES";

    public SamplesFactAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = $"{Variable} names no folder with sample files.";
        }
    }

    public static string Folder => Environment.GetEnvironmentVariable(Variable) ?? "";
}

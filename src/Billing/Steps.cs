using System.Diagnostics;

namespace MedicaidLogs.Billing;

/// <summary>The steps of building claims and of posting as activities of the source <c>MedicaidLogs.Billing</c>, so that a listener can tell where the time goes.</summary>
/// <remarks>Their names are fixed words; nothing of the data is in them. Without a listener they cost nothing.</remarks>
internal static class Steps
{
    private static readonly ActivitySource _source = new("MedicaidLogs.Billing");

    /// <summary>Lasts until it is disposed.</summary>
    public static Activity? Begin(string step) => _source.StartActivity(step);
}

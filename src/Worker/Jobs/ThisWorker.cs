using System.Reflection;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>This process among the workers.</summary>
public sealed record ThisWorker(Guid WorkerId, string Machine, string Version)
{
    public static ThisWorker Start() => new(
        Guid.NewGuid(),
        Environment.MachineName,
        typeof(ThisWorker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
}

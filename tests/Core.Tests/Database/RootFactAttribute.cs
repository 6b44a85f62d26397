namespace MedicaidLogs.Core.Tests.Database;

/// <summary>A test of what only root meets.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "Needs root.";
}

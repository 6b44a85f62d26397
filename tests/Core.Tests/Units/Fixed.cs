using FsCheck;

namespace MedicaidLogs.Core.Tests.Units;

internal static class Fixed
{
    /// <summary>The same cases on every run; a failure throws with the shrunk case.</summary>
    public static readonly Config Seed = Config.QuickThrowOnFailure.WithReplay(20_261_001, 35);
}

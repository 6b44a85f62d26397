using FsCheck;

namespace MedicaidLogs.Ingest.Tests.Grid;

internal static class Fixed
{
    /// <summary>The same cases on every run; a failure throws with the shrunk case.</summary>
    public static readonly Config Seed = Config.QuickThrowOnFailure.WithReplay(20_261_001, 35);
}

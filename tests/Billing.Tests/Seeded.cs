using FsCheck;

namespace MedicaidLogs.Billing.Tests;

internal static class Seeded
{
    /// <summary>The same cases on every run; a failure throws with the shrunk case.</summary>
    public static Config Config(int cases) => FsCheck.Config.QuickThrowOnFailure.WithReplay(20_261_001, 35).WithMaxTest(cases);
}

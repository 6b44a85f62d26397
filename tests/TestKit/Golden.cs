using Xunit;

namespace MedicaidLogs.TestKit;

/// <summary>Expected output kept as bytes beside the tests. MEDLOGS_UPDATE_GOLDENS=1 writes it anew; the diff is then for review.</summary>
public static class Golden
{
    /// <param name="path">From the repository's root, for example tests/Billing.Tests/Goldens/one-line.837.</param>
    /// <param name="actual">What the code under test made.</param>
    /// <param name="hint">Why it may differ, and how it is written anew.</param>
    public static void Same(string path, byte[] actual, string hint = "")
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("MEDLOGS_UPDATE_GOLDENS") == "1")
        {
            File.WriteAllBytes(file, actual);
            return;
        }

        Assert.True(File.Exists(file), $"{path} is missing; MEDLOGS_UPDATE_GOLDENS=1 writes it. {hint}".TrimEnd());
        var expected = File.ReadAllBytes(file);
        var same = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(
            same == expected.Length && same == actual.Length,
            $"{path} differs from byte {same} on ({expected.Length} bytes expected, {actual.Length} written). {hint}".TrimEnd());
    }
}

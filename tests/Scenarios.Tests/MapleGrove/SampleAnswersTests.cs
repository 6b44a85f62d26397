using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>The sample's answers name claims by their numbers: whoever changes what the month bills writes them anew.</summary>
[Collection(SharedMonth.Name)]
public sealed class SampleAnswersTests(MapleGroveMonth month)
{
    private const string Hint =
        "The sample comes to another claim file than the one that is answered. Its answers are written anew by: "
        + "MEDLOGS_UPDATE_GOLDENS=1 dotnet test tests/Scenarios.Tests --filter SampleAnswersTests";

    [Fact]
    public void The_committed_answers_are_the_simulated_payers_to_the_months_claim_file()
    {
        var (name, claimFile) = month.Files().Single(file => file.Key.StartsWith("claims/", StringComparison.Ordinal));

        Assert.All(SampleAnswers.To(Path.GetFileName(name), claimFile), file => Golden.Same($"SeedData/maple-grove/{file.Name}", file.Bytes, Hint));
    }
}

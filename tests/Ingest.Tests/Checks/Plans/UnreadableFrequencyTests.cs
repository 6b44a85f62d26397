using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnreadableFrequencyTests
{
    [Fact]
    public void A_frequency_that_was_read_passes() => Assert.False(An.Entry().Draws(UnreadableFrequency.Check));

    [Fact]
    public void One_that_was_not_draws_this_code_alone() =>
        Assert.Equal([UnreadableFrequency.Code], An.Entry().OnGridRow("as needed").AllCodes());

    [Fact]
    public void Rides_are_not_counted_in_minutes() =>
        Assert.False(An.Entry().OnGridRow("as needed", "TRANSPORT").Of("TRANSPORT").Draws(UnreadableFrequency.Check));
}

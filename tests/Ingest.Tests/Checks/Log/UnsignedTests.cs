using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnsignedTests
{
    [Fact]
    public void A_signed_log_passes() => Assert.False(An.Entry().Draws(Unsigned.Check));

    [Fact]
    public void A_log_without_a_signature_does_not() =>
        Assert.Equal([Unsigned.Code], An.Entry().Log(log => log with { SignedBy = "", SignedAt = null }).AllCodes());

    [Fact]
    public void A_name_without_a_time_is_no_signature() =>
        Assert.Equal([Unsigned.Code], An.Entry().Log(log => log with { SignedAt = null }).AllCodes());

    [Fact]
    public void A_time_without_a_name_is_no_signature() =>
        Assert.Equal([Unsigned.Code], An.Entry().Log(log => log with { SignedBy = "" }).AllCodes());
}

using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class EditedAfterSigningTests
{
    [Theory, InlineData(1, 1, false), InlineData(1, 2, false), InlineData(2, 2, false), InlineData(2, 1, true)]
    public void The_signature_covers_the_latest_content(int contentVersion, int signedVersion, bool found) =>
        Assert.Equal(found, An.Entry().Versions(contentVersion, signedVersion).Draws(EditedAfterSigning.Check));

    [Fact]
    public void An_unsigned_log_may_be_edited_freely() =>
        Assert.False(An.Entry().Versions(content: 3, signed: 0).Log(log => log with { SignedAt = null }).Draws(EditedAfterSigning.Check));

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([EditedAfterSigning.Code], An.Entry().Versions(content: 2, signed: 1).AllCodes());
}

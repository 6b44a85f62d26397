using MedicaidLogs.Worker.Dropboxes;
using MedicaidLogs.Worker.Dropboxes.FluentFtp;

namespace MedicaidLogs.Worker.Tests.Dropboxes.FluentFtp;

public sealed class FluentFtpDropboxTests(PlainFtpServer ftp) : DropboxConformance, IClassFixture<PlainFtpServer>
{
    protected override string Root => ftp.Server.Root;

    protected override IDropbox Open(string folder) => new FluentFtpDropbox(ftp.Remote(folder));
}

public sealed class FluentFtpsDropboxTests(TlsFtpServer ftps) : DropboxConformance, IClassFixture<TlsFtpServer>
{
    protected override string Root => ftps.Server.Root;

    protected override IDropbox Open(string folder) => new FluentFtpDropbox(ftps.Remote(folder));

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        var fault = await FaultAsync(() => new FluentFtpDropbox(ftps.Remote("") with { CaFile = null }).ListAsync());
        Assert.Equal(DropboxFault.Identity, fault);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var fault = await FaultAsync(() => new FluentFtpDropbox(ftps.Remote("") with { Password = "wrong" }).ListAsync());
        Assert.Equal(DropboxFault.Login, fault);
    }
}

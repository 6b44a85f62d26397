using MedicaidLogs.Ingest.Places;
using MedicaidLogs.TestKit.Transfer;
using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Dropboxes;

public sealed class PlainFtpServer : FtpFixture
{
    protected override bool Tls => false;
}

public sealed class TlsFtpServer : FtpFixture
{
    protected override bool Tls => true;
}

public abstract class FtpFixture : IAsyncLifetime
{
    public FtpServer Server { get; private set; } = null!;

    protected abstract bool Tls { get; }

    public RemoteServer Remote(string folder) => new(
        Tls ? TransferProtocol.Ftps : TransferProtocol.Ftp, "localhost", Server.Port, folder, FtpServer.User, FtpServer.Password,
        CaFile: Tls ? Server.CertificateFile : null);

    public async Task InitializeAsync() => Server = await FtpServer.StartAsync(Tls);

    public Task DisposeAsync()
    {
        Server.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class FtpDropboxTests(PlainFtpServer ftp) : DropboxConformance, IClassFixture<PlainFtpServer>
{
    protected override string Root => ftp.Server.Root;

    protected override IDropbox Open(string folder) => new CurlDropbox(ftp.Remote(folder));

    [Fact]
    public async Task A_folder_may_be_named_from_the_servers_root()
    {
        var dropbox = new CurlDropbox(ftp.Remote("") with { Folder = Folder.FullName });
        var name = RemoteName.Of("claims.837");
        await using var content = await SpoolAsync("bytes"u8.ToArray());

        await Handover.PutAsync(dropbox, name, content);
        await dropbox.MoveAsync(name, RemoteName.Of("done"));

        Assert.True(File.Exists(Here($"done/{name}")));
    }

    [Fact]
    public async Task A_server_that_does_not_encrypt_is_refused()
    {
        var fault = await FaultAsync(() => new CurlDropbox(ftp.Remote("") with { Protocol = TransferProtocol.Ftps }).ListAsync());
        Assert.Equal(DropboxFault.Identity, fault);
    }
}

public sealed class FtpsDropboxTests(TlsFtpServer ftps) : DropboxConformance, IClassFixture<TlsFtpServer>
{
    protected override string Root => ftps.Server.Root;

    protected override IDropbox Open(string folder) => new CurlDropbox(ftps.Remote(folder));

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        var fault = await FaultAsync(() => new CurlDropbox(ftps.Remote("") with { CaFile = null }).ListAsync());
        Assert.Equal(DropboxFault.Identity, fault);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var fault = await FaultAsync(() => new CurlDropbox(ftps.Remote("") with { Password = "wrong" }).ListAsync());
        Assert.Equal(DropboxFault.Login, fault);
    }

    [Fact]
    public async Task A_certificate_file_that_is_not_there_is_told()
    {
        var fault = await FaultAsync(() => new CurlDropbox(ftps.Remote("") with { CaFile = "/nowhere.pem" }).ListAsync());
        Assert.Equal(DropboxFault.Setup, fault);
    }
}

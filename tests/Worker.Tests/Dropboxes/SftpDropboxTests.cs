using MedicaidLogs.Ingest.Places;
using MedicaidLogs.TestKit.Transfer;
using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Dropboxes;

public sealed class SftpFixture : IAsyncLifetime
{
    public SftpServer Server { get; private set; } = null!;

    public RemoteServer Remote(string folder) => new(
        TransferProtocol.Sftp, "localhost", Server.Port, $"{Server.Root}/{folder}", SftpServer.User, SftpServer.Passphrase,
        HostKey: Server.HostKey, KeyFile: Server.KeyFile);

    public async Task InitializeAsync() => Server = await SftpServer.StartAsync();

    public Task DisposeAsync()
    {
        Server.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class SftpDropboxTests(SftpFixture sftp) : DropboxConformance, IClassFixture<SftpFixture>
{
    protected override string Root => sftp.Server.Root;

    protected override DropboxFault OfRefusedFile => DropboxFault.Connection;

    protected override IDropbox Open(string folder) => new CurlDropbox(sftp.Remote(folder));

    [Fact]
    public async Task Another_host_key_is_refused()
    {
        var other = sftp.Remote("") with { HostKey = $"SHA256:{new string('A', 43)}" };
        Assert.Equal(DropboxFault.Identity, await FaultAsync(() => new CurlDropbox(other).ListAsync()));
    }

    [Fact]
    public void Without_a_host_key_there_is_no_connection()
    {
        var refused = Assert.Throws<DropboxException>(() => new CurlDropbox(sftp.Remote("") with { HostKey = null }));
        Assert.Equal(DropboxFault.Setup, refused.Fault);
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_know_is_refused()
    {
        var stranger = sftp.Remote("") with { KeyFile = sftp.Server.StrangersKeyFile };
        Assert.Equal(DropboxFault.Login, await FaultAsync(() => new CurlDropbox(stranger).ListAsync()));
    }

    [Fact]
    public async Task A_folder_may_be_named_from_where_the_login_begins()
    {
        var dropbox = new CurlDropbox(sftp.Remote("") with { Folder = Folder.Name });
        var name = RemoteName.Of("it's \"quoted\".csv");
        await using var content = await SpoolAsync("bytes"u8.ToArray());

        await Handover.PutAsync(dropbox, name, content);
        await dropbox.MoveAsync(name, RemoteName.Of("done"));

        Assert.True(File.Exists(Here($"done/{name}")));
    }
}

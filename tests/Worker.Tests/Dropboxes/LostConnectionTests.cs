using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.TestKit.Transfer;
using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Dropboxes;

/// <summary>A line that breaks at any byte, of commands, files or answers: in the end there is exactly one whole file.</summary>
public abstract class LostConnectionTests
{
    private const int Cuts = 12;

    private static readonly RemoteName _name = RemoteName.Of("claims.837");

    protected abstract IEnumerable<int> Ports { get; }

    /// <summary>Where the login begins, on this machine.</summary>
    protected abstract string Root { get; }

    protected abstract RemoteServer Server(string folder);

    [Fact]
    public async Task A_connection_that_breaks_at_any_byte_ends_in_one_whole_file()
    {
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        await using var content = FileStore.NewSpool();
        await content.WriteAsync(bytes);
        var all = await CountAsync(content);
        var lost = 0;
        foreach (var cut in Enumerable.Range(0, Cuts).Select(number => all * number / Cuts).Append(all - 30))
        {
            var folder = Directory.CreateDirectory(Path.Combine(Root, Path.GetRandomFileName()));
            var sender = new Sender(content);
            await using (CutProxy.Start(Ports, cut))
            {
                var fault = await Record.ExceptionAsync(() => sender.SendAsync(new CurlDropbox(Through(folder.Name))));
                Assert.True(fault is null or DropboxException { NeedsPerson: false }, $"after {cut} bytes: {fault}");
                lost += fault is null ? 0 : 1;
            }

            var whole = Path.Combine(folder.FullName, _name.Text);
            Assert.True(!File.Exists(whole) || new FileInfo(whole).Length == bytes.Length, $"a part has the name after {cut} bytes");

            await sender.SendAsync(new CurlDropbox(Server(folder.Name)));
            Assert.Equal([_name.Text], folder.EnumerateFiles().Select(file => file.Name));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(whole));
            folder.Delete(recursive: true);
        }

        Assert.InRange(lost, Cuts, Cuts + 1); // the last cut may fall into the farewell
    }

    [Fact]
    public async Task A_server_that_sends_no_more_is_given_up()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, Path.GetRandomFileName()));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "big.835"), new byte[1_000_000]);
        await using var stalled = CutProxy.Start(Ports, afterBytes: 300_000, stalls: true);
        var server = Through(folder.Name) with { Limits = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)) };

        var slow = await Assert.ThrowsAsync<DropboxException>(() => new CurlDropbox(server).GetAsync(RemoteName.Of("big.835"), Stream.Null));

        Assert.Equal(DropboxFault.TimedOut, slow.Fault);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        var nobody = Server("") with { Port = 1 };
        Assert.Equal(DropboxFault.Connection, (await Assert.ThrowsAsync<DropboxException>(() => new CurlDropbox(nobody).ListAsync())).Fault);
    }

    /// <summary>Goes on where it was, as whoever keeps what was done does.</summary>
    private sealed class Sender(FileStream content)
    {
        private bool _laidDown;

        public async Task SendAsync(IDropbox dropbox)
        {
            if (!_laidDown)
            {
                await Handover.LayDownAsync(dropbox, _name, content);
                _laidDown = true;
            }

            Assert.NotNull(await Handover.NameAsync(dropbox, _name, content.Length));
        }
    }

    private RemoteServer Through(string folder) => Server(folder) with { Host = CutProxy.Address.ToString() };

    /// <summary>How many bytes a put takes that nothing disturbs.</summary>
    private async Task<long> CountAsync(FileStream content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, Path.GetRandomFileName()));
        await using var line = CutProxy.Start(Ports);
        await Handover.PutAsync(new CurlDropbox(Through(folder.Name)), _name, content);
        folder.Delete(recursive: true);
        return line.Bytes;
    }
}

public sealed class LostFtpConnectionTests(PlainFtpServer ftp) : LostConnectionTests, IClassFixture<PlainFtpServer>
{
    protected override IEnumerable<int> Ports => ftp.Server.AllPorts;

    protected override string Root => ftp.Server.Root;

    protected override RemoteServer Server(string folder) => ftp.Remote(folder);
}

public sealed class LostFtpsConnectionTests(TlsFtpServer ftps) : LostConnectionTests, IClassFixture<TlsFtpServer>
{
    protected override IEnumerable<int> Ports => ftps.Server.AllPorts;

    protected override string Root => ftps.Server.Root;

    protected override RemoteServer Server(string folder) => ftps.Remote(folder);
}

public sealed class LostSftpConnectionTests(SftpFixture sftp) : LostConnectionTests, IClassFixture<SftpFixture>
{
    protected override IEnumerable<int> Ports => [sftp.Server.Port];

    protected override string Root => sftp.Server.Root;

    protected override RemoteServer Server(string folder) => sftp.Remote(folder);
}

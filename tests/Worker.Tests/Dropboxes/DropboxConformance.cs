using System.Text;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Dropboxes;

/// <summary>What every dropbox must do, on a real server.</summary>
public abstract class DropboxConformance : IDisposable
{
    /// <summary>On this machine: what is really there.</summary>
    protected abstract string Root { get; }

    /// <summary>What it tells of a name that may not be written.</summary>
    protected virtual DropboxFault OfRefusedFile => DropboxFault.NotAllowed;

    /// <summary>What it tells of a full disk; the servers do not tell it from other failures.</summary>
    protected virtual DropboxFault[] OfFullDisk => [DropboxFault.NotAllowed, DropboxFault.Connection];

    protected abstract IDropbox Open(string folder);

    private DirectoryInfo? _folder;

    protected DirectoryInfo Folder => _folder ??= Directory.CreateDirectory(Path.Combine(Root, Path.GetRandomFileName()));

    private IDropbox Dropbox => Open(Folder.Name);

    public void Dispose()
    {
        _folder?.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_file_that_is_put_is_there_whole_and_alone()
    {
        var bytes = SomeBytes(3_000_000);
        await using var content = await SpoolAsync(bytes);

        var put = await Handover.PutAsync(Dropbox, RemoteName.Of("claims 1.837"), content);

        Assert.Equal(("claims 1.837", 3_000_000L), (put.Name.Text, put.LengthBytes));
        Assert.Equal(["claims 1.837"], Names());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Here("claims 1.837")));
    }

    [Fact]
    public async Task A_file_of_the_same_name_is_never_overwritten_and_a_part_that_was_left_is()
    {
        await File.WriteAllTextAsync(Here("claims.837"), "another");
        await File.WriteAllTextAsync(Here("claims.837.part"), "what a killed worker left behind");
        await using var content = await SpoolAsync("new"u8.ToArray());
        var name = RemoteName.Of("claims.837");

        Assert.Equal(DropboxFault.OtherFile, await FaultAsync(() => Handover.PutAsync(Dropbox, name, content)));
        Assert.Equal("another", await File.ReadAllTextAsync(Here("claims.837")));

        File.Delete(Here("claims.837"));
        await Handover.PutAsync(Dropbox, name, content);
        Assert.Equal(["claims.837"], Names());
        Assert.Equal("new", await File.ReadAllTextAsync(Here("claims.837")));
    }

    [Fact]
    public async Task What_somebody_else_has_moved_meanwhile_is_not_lost()
    {
        Folder.CreateSubdirectory("done");
        await File.WriteAllTextAsync(Here("done/logs.csv"), "moved by another worker");

        Assert.NotNull(await Record.ExceptionAsync(() => Dropbox.MoveAsync(RemoteName.Of("logs.csv"), RemoteName.Of("done"))));

        Assert.Equal("moved by another worker", await File.ReadAllTextAsync(Here("done/logs.csv")));
    }

    [Fact]
    public async Task Naming_goes_on_where_it_was_broken_off()
    {
        await using var content = await SpoolAsync("bytes"u8.ToArray());
        var name = RemoteName.Of("claims.837");
        await Handover.LayDownAsync(Dropbox, name, content);
        Assert.Equal(["claims.837.part"], Names());

        Assert.NotNull(await Handover.NameAsync(Dropbox, name, content.Length));
        Assert.NotNull(await Handover.NameAsync(Dropbox, name, content.Length));
        Assert.Equal(["claims.837"], Names());

        File.Delete(Here("claims.837"));
        Assert.Null(await Handover.NameAsync(Dropbox, name, content.Length));
    }

    [Theory]
    [InlineData("logs.csv")]
    [InlineData("  two  blanks in front.csv")]
    [InlineData("-rf.csv")]
    [InlineData("Ünïcode ☃ 學生.csv")]
    [InlineData("100% #1 [a-z] {b,c} ?x=1&y;z~'q'\"d\".csv")]
    public async Task A_file_is_listed_fetched_moved_and_removed_by_any_harmless_name(string text)
    {
        var name = RemoteName.Of(text);
        await File.WriteAllTextAsync(Here(text), "of the partner");

        var listed = Assert.Single((await Dropbox.ListAsync()).Files);
        Assert.Equal((name, 14L), (listed.Name, listed.LengthBytes));

        using var fetched = new MemoryStream();
        await Dropbox.GetAsync(name, fetched);
        Assert.Equal("of the partner", Encoding.UTF8.GetString(fetched.ToArray()));

        await Dropbox.MoveAsync(name, RemoteName.Of("taken in"));
        Assert.Equal("of the partner", await File.ReadAllTextAsync(Here(Path.Combine("taken in", text))));
        Assert.Empty((await Dropbox.ListAsync()).Files);

        await File.WriteAllTextAsync(Here(text), "once more");
        await Dropbox.MoveAsync(name, RemoteName.Of("taken in"));
        Assert.Equal("once more", await File.ReadAllTextAsync(Here(Path.Combine("taken in", text))));

        await File.WriteAllTextAsync(Here(text), "and again");
        await Dropbox.RemoveAsync(name);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Names_that_could_do_harm_are_counted_and_passed_over()
    {
        await File.WriteAllTextAsync(Here("good.csv"), "");
        await File.WriteAllTextAsync(Here("tab\tin it.csv"), "");
        await File.WriteAllTextAsync(Here("back\\slash.csv"), "");

        var listing = await Dropbox.ListAsync();

        Assert.Equal(["good.csv"], listing.Files.Select(file => file.Name.Text));
        Assert.Equal(2, listing.Unusable);
    }

    [Fact]
    public async Task A_line_break_in_a_name_shows_no_other_file()
    {
        await File.WriteAllTextAsync(Here("good.csv"), "");
        await File.WriteAllTextAsync(Here("-rw------- 1 a a 5 Nov 22 17:47 bad\n-rw------- 1 a a 5 Nov 22 17:47 evil.csv"), "");

        foreach (var file in (await Dropbox.ListAsync()).Files.Where(file => file.Name.Text != "good.csv"))
        {
            Assert.Equal(DropboxFault.NoFile, await FaultAsync(() => Dropbox.GetAsync(file.Name, Stream.Null)));
        }
    }

    [Fact]
    public async Task Folders_and_links_are_no_files()
    {
        Folder.CreateSubdirectory("folder.csv");
        File.CreateSymbolicLink(Here("link.csv"), "/etc/hostname");

        Assert.Equal((0, 0), ((await Dropbox.ListAsync()).Files.Count, (await Dropbox.ListAsync()).Unusable));
    }

    [Fact]
    public async Task A_file_that_grows_is_seen_to_grow()
    {
        var seen = new List<RemoteFile>();
        for (var length = 1; length <= 3; length++)
        {
            await File.WriteAllTextAsync(Here("growing.csv"), new string('x', length));
            seen.Add(Assert.Single((await Dropbox.ListAsync()).Files));
        }

        Assert.Equal([1, 2, 3], seen.Select(file => file.LengthBytes));
        Assert.Equal(Assert.Single((await Dropbox.ListAsync()).Files), seen[^1] with { Changed = Assert.Single((await Dropbox.ListAsync()).Files).Changed });
    }

    [Fact]
    public async Task A_long_list_is_read_whole()
    {
        for (var number = 0; number < 300; number++)
        {
            await File.WriteAllTextAsync(Here($"logs-{number:0000}.csv"), "");
        }

        Assert.Equal(300, (await Dropbox.ListAsync()).Files.Count);
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        await using var content = await SpoolAsync("bytes"u8.ToArray());
        var missing = Open("no such folder");

        Assert.Equal(DropboxFault.NoFolder, await FaultAsync(() => missing.ListAsync()));
        Assert.Equal(DropboxFault.NoFolder, await FaultAsync(() => missing.WriteAsync(RemoteName.Of("a.837"), content)));
        Assert.Equal(DropboxFault.NoFile, await FaultAsync(() => Dropbox.GetAsync(RemoteName.Of("a.837"), Stream.Null)));
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_told()
    {
        await using var content = await SpoolAsync("bytes"u8.ToArray());
        Folder.CreateSubdirectory("a.837.part"); // holds for root too, whom no mode of a folder keeps out

        Assert.Equal(OfRefusedFile, await FaultAsync(() => Handover.PutAsync(Dropbox, RemoteName.Of("a.837"), content)));
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_full_disk_is_told_and_no_file_gets_its_name()
    {
        await using var content = await SpoolAsync(SomeBytes(100_000));
        File.CreateSymbolicLink(Here("a.837.part"), "/dev/full");

        var fault = await FaultAsync(() => Handover.PutAsync(Dropbox, RemoteName.Of("a.837"), content));

        Assert.Contains(fault, OfFullDisk);
        Assert.False(File.Exists(Here("a.837")));
    }

    protected static async Task<DropboxFault> FaultAsync(Func<Task> work) => (await Assert.ThrowsAsync<DropboxException>(work)).Fault;

    protected static async Task<FileStream> SpoolAsync(byte[] bytes)
    {
        var spool = FileStore.NewSpool();
        await spool.WriteAsync(bytes);
        await spool.FlushAsync();
        return spool;
    }

    protected static byte[] SomeBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    protected string Here(string name) => Path.Combine(Folder.FullName, name);

    protected IEnumerable<string> Names() => Folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);
}

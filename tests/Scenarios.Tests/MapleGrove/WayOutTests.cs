using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>The whole month, with the payer's answers, out of one installation and into an empty one.</summary>
[Collection(SharedMonth.Name)]
public sealed class WayOutTests(MapleGroveMonth month) : IAsyncLifetime
{
    private static readonly string[] _besides = [.. ArchivedTables.LeftOut.Select(table => table.Name).Except(["ops.stored_file", "ops.stored_file_chunk"]), "ops.user_account"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("medlogs-way-out-");
    private readonly DatabaseFixture _there = new();

    public Task InitializeAsync() => _there.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _there.DisposeAsync();
        _root.Delete(recursive: true);
    }

    /// <summary>Every row of entries, verdicts, findings, claims, payments, postings, deposits, session logs and trails, and every stored byte.</summary>
    [Fact]
    public async Task It_comes_to_the_same_rows_books_and_bytes()
    {
        await ExportAsync(month.Database, "first");

        Done(await Medlogs.RunAsync(_there.ConnectionString, "import-all", Folder("first")));

        (await TableContents.ReadAsync(month.Database.DataSource)).AssertSame(await TableContents.ReadAsync(_there.DataSource), _besides);
        Assert.EndsWith("The books are right.", Done(await Medlogs.RunAsync(_there.ConnectionString, "verify")).TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(await ReconciledAsync(month.Database, "here"), await ReconciledAsync(_there, "there"));
        await ExportAsync(_there, "second");
        Assert.Equal(Hashes("first"), Hashes("second"));
    }

    /// <summary>What is judged again there is judged the same.</summary>
    [Fact]
    public async Task A_check_there_changes_no_verdict()
    {
        await ExportAsync(month.Database, "first");
        Done(await Medlogs.RunAsync(_there.ConnectionString, "import-all", Folder("first")));
        var before = await TableContents.ReadAsync(_there.DataSource);

        Done(await Medlogs.RunAsync(_there.ConnectionString, "check", "--month", "2026-10", "--as-of", "2026-11-23"));

        before.AssertSame(await TableContents.ReadAsync(_there.DataSource), "intake.check_run", "intake.entry", "ops.audit_event", "ops.counter");
    }

    private string Folder(string name) => Path.Combine(_root.FullName, name);

    private async Task ExportAsync(DatabaseFixture from, string name) => Done(await Medlogs.RunAsync(from.ConnectionString, "export-all", Folder(name)));

    private async Task<string> ReconciledAsync(DatabaseFixture at, string name)
    {
        Done(await Medlogs.RunAsync(at.ConnectionString, "reconcile", "--month", "2026-10", "--out", Folder(name)));
        var files = Directory.EnumerateFiles(Folder(name), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return string.Join("\n---\n", files.Select(File.ReadAllText));
    }

    /// <summary>Of all other files: the manifest has each one's.</summary>
    private string Hashes(string name) => File.ReadAllText(Path.Combine(Folder(name), Manifest.FileName));

    private static string Done(MedlogsResult result)
    {
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        return result.Output;
    }
}

using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Districts;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>The whole month, with the payer's answers, out of one installation and into an empty one.</summary>
[Collection(SharedMonth.Name)]
public sealed class WayOutTests(MapleGroveMonth month) : IAsyncLifetime
{
    private static readonly string[] _besides = [.. ArchivedTables.LeftOut.Select(table => table.Name).Except(["ops.stored_file", "ops.stored_file_chunk"]), "ops.user_account"];

    private static readonly Actor _who = Actor.Command("test");

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

    /// <summary>Wherever it dies: all of the district is there, or nothing.</summary>
    [Theory, InlineData(1_500), InlineData(3_000)]
    public async Task Killed_while_it_is_loaded_it_loads_the_next_time(int afterMilliseconds)
    {
        await ExportAsync(month.Database, "first");
        using (var dying = Medlogs.Start(_there.ConnectionString, "import-all", Folder("first")))
        {
            await dying.KillAsync(TimeSpan.FromMilliseconds(afterMilliseconds));
        }

        var next = await Medlogs.RunAsync(_there.ConnectionString, "import-all", Folder("first"));

        Assert.True(next.ExitCode == 0 || next.Errors.Contains("There is a district 'maple-grove' already", StringComparison.Ordinal), next.Errors);
        await ExportAsync(_there, "second");
        Assert.Equal(Hashes("first"), Hashes("second"));
    }

    /// <summary>The documented formats lose nothing: what is taken in from them is written as the same files.</summary>
    [Fact]
    public async Task Its_formats_set_up_the_district_anew()
    {
        await ExportAsync(month.Database, "first");
        var formats = Path.Combine(Folder("first"), "formats");
        var setUp = await new DistrictRules(_there.DataSource, TimeProvider.System).SetUpAsync(
            DistrictFile.Parse(await File.ReadAllBytesAsync(Path.Combine(formats, "district.json"))), _who);
        var intake = new FileIntake(_there.DataSource, new FixedClock(new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero)));

        foreach (var kind in FileKinds.All.Select(each => each.Format.Kind))
        {
            foreach (var path in Directory.EnumerateFiles(formats, kind == OwnFormat.Logs.Kind ? "logs-*.csv" : $"{kind}.csv").Order(StringComparer.Ordinal))
            {
                var mapping = Path.ChangeExtension(path, ".mapping.json");
                await using var content = File.OpenRead(path);
                var taken = Assert.IsType<IntakeOutcome.TakenIn>(await intake.ImportAsync(
                    setUp.District.DistrictId,
                    new(kind, Path.GetFileName(path), File.Exists(mapping) ? ColumnMapping.Parse(await File.ReadAllTextAsync(mapping)) : null, _who),
                    content));
                Assert.True((taken.Malformed, taken.Duplicates) == (0, 0), $"{path}: {taken}");
            }
        }

        await ExportAsync(_there, "second");
        Assert.All(Directory.GetFiles(formats, "*.csv"), path => Assert.Equal(
            Lines(path), Lines(Path.Combine(Folder("second"), "formats", Path.GetFileName(path)))));
    }

    [Fact]
    public async Task It_says_what_each_stored_file_was()
    {
        await ExportAsync(month.Database, "first");

        var told = File.ReadLines(Path.Combine(Folder("first"), "files.csv")).Skip(1).Select(line => line.Split(',')).ToList();

        Assert.All(told, file => Assert.NotEqual("", file[2]));
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(Folder("first"), "files"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
            told.Select(file => file[0]).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Sessions stand in the order of their ids, which a new installation gives out anew.</summary>
    private static IEnumerable<string> Lines(string path) => File.ReadAllText(path).Split('\n').Order(StringComparer.Ordinal);

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

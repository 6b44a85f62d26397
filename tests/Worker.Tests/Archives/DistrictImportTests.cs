using Dapper;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Worker.Tests.Archives;

/// <summary>Archives on their way into another installation: what comes, and what stays behind.</summary>
public sealed class DistrictImportTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("medlogs-archive-");
    private readonly DatabaseFixture _there = new();

    public Task InitializeAsync() => _there.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _there.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task A_district_gives_the_same_archive_again_and_so_does_the_loaded_one()
    {
        var archive = await WrittenArchive.OfAsync(database, _root);

        await LoadAsync(archive);

        AssertSameFiles(archive.Folder, await WrittenArchive.WriteAsync(database, archive.District, _root));
        AssertSameFiles(archive.Folder, await WrittenArchive.WriteAsync(_there, archive.District, _root));
    }

    [Fact]
    public async Task An_account_comes_without_anything_that_opens_it()
    {
        var archive = await WrittenArchive.OfAsync(database, _root);
        var secrets = await QueryAsync<string>(
            database,
            "select unnest(array[password_hash, security_stamp, concurrency_stamp]) from ops.user_account where district_id = @districtId",
            archive.District.DistrictId);

        await LoadAsync(archive);

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, File.ReadAllText(archive.PathOf("tables/ops.user_account.csv")), StringComparison.Ordinal));
        Assert.Equal(
            ["Dana Admin false true"],
            await QueryAsync<string>(_there, "select concat_ws(' ', display_name, (password_hash is not null)::text, (length(security_stamp) > 30)::text) from ops.user_account"));
    }

    [Fact]
    public async Task A_place_comes_stopped_and_new_ones_get_other_numbers()
    {
        var archive = await WrittenArchive.OfAsync(database, _root);

        await LoadAsync(archive);

        Assert.Equal(["payer true"], await QueryAsync<string>(_there, "select concat_ws(' ', name, (stopped_at is not null)::text) from ops.place"));
        Assert.Equal([true], await QueryAsync<bool>(_there, "select nextval('ops.place_place_id_seq') > max(place_id) from ops.place"));
        Assert.True((await _there.CreateDistrictAsync("another")).Value > archive.District.DistrictId.Value);
    }

    [Fact]
    public async Task That_an_archive_was_written_and_loaded_stays_on_record_on_both_sides()
    {
        var archive = await WrittenArchive.OfAsync(database, _root);

        var loaded = await LoadAsync(archive);

        Assert.Equal([$"written {loaded.Record.ManifestSha256}"], await RecordsAsync(database, archive));
        Assert.Equal([$"loaded {loaded.Record.ManifestSha256}"], await RecordsAsync(_there, archive));
    }

    [Fact]
    public async Task A_district_beside_it_stays_as_it_is()
    {
        await _there.CreateDistrictAsync("number-1");
        var other = await StoredDistrict.CreateAsync(database); // so that ours is not number 1
        var archive = await WrittenArchive.OfAsync(database, _root);

        await LoadAsync(archive);

        Assert.NotEqual(other.DistrictId, archive.District.DistrictId);
        Assert.Equal(["number-1", archive.District.District.Code], await QueryAsync<string>(_there, "select code from ops.district order by district_id"));
        AssertSameFiles(archive.Folder, await WrittenArchive.WriteAsync(_there, archive.District, _root));
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_not_written_over()
    {
        var archive = await WrittenArchive.OfAsync(database, _root);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() =>
            new DistrictExport(database.DataSource, StoredDistrict.Clock).WriteAsync(archive.District.DistrictId, archive.Folder, WrittenArchive.Who));

        Assert.Contains("not an empty folder", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_root.EnumerateDirectories("*.part"));
    }

    [Fact]
    public async Task An_empty_folder_is_filled_and_is_its_owners_alone()
    {
        var district = await StoredDistrict.CreateAsync(database);
        var folder = _root.CreateSubdirectory("empty");

        await new DistrictExport(database.DataSource, StoredDistrict.Clock).WriteAsync(district.DistrictId, folder.FullName, WrittenArchive.Who);

        Assert.True(File.Exists(Path.Combine(folder.FullName, Manifest.FileName)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(folder.FullName).UnixFileMode);
    }

    [Fact]
    public async Task A_damaged_stored_file_is_named_and_nothing_is_left_of_the_archive()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await QueryAsync<int>(
            database, "update ops.stored_file_chunk set bytes = overlay(bytes placing 'x' from 1) where district_id = @districtId returning 1", district.DistrictId);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => WrittenArchive.WriteAsync(database, district, _root));

        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_root.EnumerateFileSystemInfos());
        Assert.Empty(await QueryAsync<int>(database, "select 1 from ops.district_archive where district_id = @districtId", district.DistrictId));
    }

    private static void AssertSameFiles(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        Assert.All(Names(expected), name => Assert.Equal(File.ReadAllBytes(Path.Combine(expected, name)), File.ReadAllBytes(Path.Combine(actual, name))));

        static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);
    }

    private static Task<List<string>> RecordsAsync(DatabaseFixture at, WrittenArchive archive) => QueryAsync<string>(
        at, "select concat_ws(' ', way, encode(manifest_sha256, 'hex')) from ops.district_archive where district_id = @districtId", archive.District.DistrictId);

    private static async Task<List<T>> QueryAsync<T>(DatabaseFixture at, string sql, DistrictId? districtId = null)
    {
        await using var connection = await at.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, new { districtId })).AsList();
    }

    private Task<ReceivedArchive> LoadAsync(WrittenArchive archive) =>
        new DistrictImport(_there.DataSource, StoredDistrict.Clock).LoadAsync(archive.Folder, WrittenArchive.Who);
}

using Dapper;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Worker.Tests.Archives;

/// <summary>Archives that are damaged, incomplete, forged or have no room: refused in words, and nothing is loaded.</summary>
public sealed class RefusedArchiveTests(TwoInstallations installations) : IClassFixture<TwoInstallations>
{
    [Fact]
    public async Task A_code_that_is_taken_is_refused()
    {
        var archive = await installations.WriteAsync();
        await installations.LoadAsync(archive);

        await AssertRefusedAsync(archive, $"There is a district '{archive.District.District.Code}' already");
    }

    [Fact]
    public async Task A_number_that_is_taken_is_refused()
    {
        var archive = await installations.WriteAsync();
        await installations.OtherThereAsync(archive.District.DistrictId.Value);

        await AssertRefusedAsync(archive, "so it cannot change");
    }

    [Fact]
    public async Task An_address_that_is_another_districts_account_is_refused()
    {
        var (other, archive) = (await installations.WriteAsync(), await installations.WriteAsync());
        await installations.LoadAsync(other);
        archive.Forge("tables/ops.user_account.csv", text => text.Replace(
            archive.District.District.Code.ToUpperInvariant(), other.District.District.Code.ToUpperInvariant(), StringComparison.Ordinal));

        await AssertRefusedAsync(archive, "is another district's there");
    }

    [Fact]
    public async Task A_changed_byte_is_refused()
    {
        var archive = await installations.WriteAsync();
        var path = archive.PathOf("tables/intake.entry.csv");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        await AssertRefusedAsync(archive, "tables/intake.entry.csv was changed");
    }

    [Fact]
    public async Task A_missing_and_a_short_file_are_refused_and_named()
    {
        var archive = await installations.WriteAsync();
        File.Delete(archive.PathOf("tables/intake.rate.csv"));
        await File.WriteAllTextAsync(archive.PathOf("tables/intake.entry.csv"), "");

        var told = await AssertRefusedAsync(archive, "tables/intake.rate.csv is missing");

        Assert.Contains("tables/intake.entry.csv has 0 bytes", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_leaves_a_table_out_is_refused()
    {
        var archive = await installations.WriteAsync();
        archive.ChangeManifest(manifest => manifest["files"]!.AsArray().RemoveAt(0));

        await AssertRefusedAsync(archive, "does not name tables/ops.district.csv");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("tables//x.csv")]
    public async Task A_manifest_that_names_a_file_elsewhere_is_refused(string path)
    {
        var archive = await installations.WriteAsync();
        archive.ChangeManifest(manifest => manifest["files"]![0]!["path"] = path);

        await AssertRefusedAsync(archive, "outside the archive");
    }

    [Fact]
    public async Task An_archive_of_another_version_is_refused()
    {
        var archive = await installations.WriteAsync();
        archive.ChangeManifest(manifest => manifest["schema"] = "0001_ops");

        await AssertRefusedAsync(archive, "written at migration 0001_ops");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"format\":\"medlogs-archive-1\"}")]
    public async Task What_is_no_manifest_is_refused(string text)
    {
        var archive = await installations.WriteAsync();
        await File.WriteAllTextAsync(archive.PathOf(Manifest.FileName), text);

        await AssertRefusedAsync(archive, Manifest.FileName);
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_refused()
    {
        var archive = await installations.WriteAsync();
        File.Delete(archive.PathOf(Manifest.FileName));

        await AssertRefusedAsync(archive, "is no archive of a district");
    }

    [Fact]
    public async Task A_changed_audit_trail_is_refused_even_if_the_manifest_fits()
    {
        var archive = await installations.WriteAsync();
        archive.Forge("tables/ops.audit_event.csv", text => text.Replace("account.added", "account.changed", StringComparison.Ordinal));

        await AssertRefusedAsync(archive, "audit trail is broken at event");
    }

    [Fact]
    public async Task Rows_that_would_be_another_districts_are_refused()
    {
        const int other = 1_000;
        await installations.OtherThereAsync(other);
        var archive = await installations.WriteAsync();
        archive.Forge("tables/intake.school.csv", text => text.Replace($"\n{archive.District.DistrictId},", $"\n{other},", StringComparison.Ordinal));

        await AssertRefusedAsync(archive, "tables/intake.school.csv has rows of another district");
    }

    [Fact]
    public async Task A_table_with_other_columns_is_refused()
    {
        var archive = await installations.WriteAsync();
        archive.Forge("tables/intake.school.csv", text => text.Replace("school_code,", "schoolcode,", StringComparison.Ordinal));

        await AssertRefusedAsync(archive, "tables/intake.school.csv holds what the program does not take");
    }

    [Fact]
    public async Task A_stored_file_under_another_name_is_refused()
    {
        var archive = await installations.WriteAsync();
        var stored = Path.GetRelativePath(archive.Folder, Directory.GetFiles(archive.PathOf("files"), "*", SearchOption.AllDirectories)[0]);
        archive.Forge(stored, text => text + "!");

        await AssertRefusedAsync(archive, "does not have its hash for a name");
    }

    [Fact]
    public async Task Rows_that_speak_of_what_is_not_there_are_refused_without_their_values()
    {
        var archive = await installations.WriteAsync();
        archive.Forge("tables/intake.enrolment.csv", text => text.Replace($"\n{archive.District.DistrictId},", $"\n{archive.District.DistrictId}99,", StringComparison.Ordinal));

        await AssertRefusedAsync(archive, "tables/intake.enrolment.csv speaks of records that the archive does not hold");
    }

    /// <returns>What was told.</returns>
    private async Task<string> AssertRefusedAsync(WrittenArchive archive, string because)
    {
        var before = await TableContents.ReadAsync(installations.There.DataSource);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => installations.LoadAsync(archive));

        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
        before.AssertSame(await TableContents.ReadAsync(installations.There.DataSource));
        return refused.Message;
    }
}

/// <summary>Where archives are written, and where they are to be loaded.</summary>
public sealed class TwoInstallations : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("medlogs-archive-");
    private readonly DatabaseFixture _here = new();

    public DatabaseFixture There { get; } = new();

    public Task InitializeAsync() => Task.WhenAll(_here.InitializeAsync(), There.InitializeAsync());

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await There.DisposeAsync();
        _root.Delete(recursive: true);
    }

    /// <summary>Of a new district each time.</summary>
    internal Task<WrittenArchive> WriteAsync() => WrittenArchive.OfAsync(_here, _root);

    internal Task<ReceivedArchive> LoadAsync(WrittenArchive archive) =>
        new DistrictImport(There.DataSource, StoredDistrict.Clock).LoadAsync(archive.Folder, WrittenArchive.Who);

    /// <summary>A district there of just that number.</summary>
    internal async Task OtherThereAsync(int number)
    {
        var districtId = await There.CreateDistrictAsync($"other-{number}");
        await using var connection = await There.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("update ops.district set district_id = @number where district_id = @districtId", new { number, districtId });
    }
}

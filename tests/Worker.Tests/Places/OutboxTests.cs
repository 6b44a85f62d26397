using System.Security.Cryptography;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Dropboxes;
using MedicaidLogs.Worker.Places;

namespace MedicaidLogs.Worker.Tests.Places;

/// <summary>Released claim files on their way into a payer's folder: each exactly once, whatever dies when.</summary>
public sealed class OutboxTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private static readonly Actor _who = Actor.Command("test");

    private readonly FixedClock _clock = new(new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-outbox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_released_file_is_delivered_once_with_a_receipt()
    {
        var (districtId, place) = await SetAsync();
        await ReleaseAsync(districtId, 1);

        Assert.Equal([new Tried(Done: true), new Tried(Done: true)], [await DeliverAsync(place), await DeliverAsync(place)]);

        Assert.Equal(["oct-1.837"], Names());
        Assert.Equal(Content(1), await File.ReadAllTextAsync(Here("oct-1.837")));
        Assert.Equal([("oct-1.837", Content(1).Length, Hash(1), false)], await QueryAsync<(string, int, string, bool)>(
            "select file_name, length_bytes::int, encode(sha256, 'hex'), taken_at_once from billing.claim_delivery where district_id = @districtId and delivered_at is not null", districtId));
        Assert.Equal([Hash(1)], await QueryAsync<string>(
            "select detail->>'sha256' from ops.audit_event where district_id = @districtId and action = 'claims.delivered'", districtId));
    }

    [Fact]
    public async Task What_is_not_released_or_was_released_before_the_place_was_set_does_not_go()
    {
        var districtId = await database.CreateDistrictAsync();
        await ReleaseAsync(districtId, 1);
        _clock.Advance(TimeSpan.FromDays(1));
        var place = await SetAsync(districtId);
        await BuildAsync(districtId, 2);

        await DeliverAsync(place);

        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_file_that_the_payer_took_before_its_receipt_was_written_is_not_sent_again()
    {
        var (districtId, place) = await SetAsync();
        await ReleaseAsync(districtId, 1);
        await DeliverAsync(place);
        await ExecuteAsync("update billing.claim_delivery set delivered_at = null where district_id = @districtId", districtId); // the worker died here
        File.Delete(Here("oct-1.837"));

        Assert.Null((await DeliverAsync(place)).Fault);

        Assert.Empty(Names());
        Assert.Equal([true], await QueryAsync<bool>("select taken_at_once from billing.claim_delivery where district_id = @districtId", districtId));
    }

    [Fact]
    public async Task A_worker_that_died_after_the_upload_leaves_the_name_to_the_next()
    {
        var (districtId, place) = await SetAsync();
        await ReleaseAsync(districtId, 1);
        await DeliverAsync(place);
        await ExecuteAsync("update billing.claim_delivery set delivered_at = null where district_id = @districtId", districtId);
        File.Move(Here("oct-1.837"), Here("oct-1.837.part"));

        Assert.Null((await DeliverAsync(place)).Fault);

        Assert.Equal(["oct-1.837"], Names());
    }

    [Fact]
    public async Task A_half_part_of_a_killed_worker_is_written_anew()
    {
        var (districtId, place) = await SetAsync();
        await ReleaseAsync(districtId, 1);
        await File.WriteAllTextAsync(Here("oct-1.837.part"), Content(1)[..100]);

        Assert.Null((await DeliverAsync(place)).Fault);

        Assert.Equal(Content(1), await File.ReadAllTextAsync(Here("oct-1.837")));
        Assert.Equal(["oct-1.837"], Names());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_of_that_name_put_there_by_hand_counts_and_another_stops_the_place(bool same)
    {
        var (districtId, place) = await SetAsync();
        await ReleaseAsync(districtId, 1);
        await File.WriteAllTextAsync(Here("oct-1.837"), same ? Content(1) : "another");

        var tried = await DeliverAsync(place);

        Assert.Equal(same ? null : DropboxFault.OtherFile, tried.Fault?.Fault);
        Assert.Equal(same ? Content(1) : "another", await File.ReadAllTextAsync(Here("oct-1.837")));
        Assert.Equal([!same], await QueryAsync<bool>("select stopped_at is not null from ops.place where district_id = @districtId", districtId));
    }

    [Fact]
    public async Task A_failure_leaves_nothing_sent_and_the_next_try_sends_it()
    {
        var (districtId, place) = await SetAsync();
        await ReleaseAsync(districtId, 1);
        await ReleaseAsync(districtId, 2);
        Directory.CreateDirectory(Here("oct-1.837.part"));

        Assert.NotNull((await DeliverAsync(place)).Fault);
        Assert.Empty(Names());
        Directory.Delete(Here("oct-1.837.part"));
        Assert.Null((await DeliverAsync(place)).Fault);

        Assert.Equal(["oct-1.837", "oct-2.837"], Names());
    }

    [Fact]
    public async Task Workers_at_once_and_cut_off_at_any_moment_deliver_each_file_once()
    {
        var (districtId, place) = await SetAsync();
        for (var run = 1; run <= 20; run++)
        {
            await ReleaseAsync(districtId, run);
        }

        var random = new Random(7);
        for (var round = 0; round < 15; round++)
        {
            using var death = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 40)));
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => TryAsync(place, death.Token)));
        }

        Assert.Null((await DeliverAsync(place)).Fault);
        Assert.Equal(Enumerable.Range(1, 20).Select(run => $"oct-{run}.837").Order(StringComparer.Ordinal), Names());
        Assert.Equal([20L], await QueryAsync<long>(
            "select count(*) from ops.audit_event where district_id = @districtId and action = 'claims.delivered'", districtId));
        Assert.Equal([0L], await QueryAsync<long>(
            "select count(*) from billing.claim_delivery where district_id = @districtId and (delivered_at is null or taken_at_once)", districtId));
    }

    [Fact]
    public async Task A_place_does_not_move_while_a_file_is_half_way_there()
    {
        var (districtId, place) = await SetAsync();
        await ReleaseAsync(districtId, 1);
        await DeliverAsync(place);
        await ExecuteAsync("update billing.claim_delivery set delivered_at = null where district_id = @districtId", districtId);
        var elsewhere = place.File with { Deliver = new DeliverRule("/elsewhere", "nh-mmis") };

        await Assert.ThrowsAsync<PlaceFileException>(() => Store.SetAsync(districtId, elsewhere, _who));
        await DeliverAsync(place);
        Assert.Equal("/elsewhere", (await Store.SetAsync(districtId, elsewhere, _who)).File.Deliver!.Folder);
    }

    [Fact]
    public async Task A_payers_files_go_to_one_place()
    {
        var (districtId, place) = await SetAsync();

        var refused = await Assert.ThrowsAsync<PlaceFileException>(() => Store.SetAsync(districtId, place.File with { Name = "another" }, _who));

        Assert.StartsWith("deliver.payer: ", refused.Message, StringComparison.Ordinal);
    }

    private PlaceStore Store => new(database.DataSource, _clock);

    private static string Content(int run) => string.Concat(Enumerable.Repeat($"ISA*{run}~", 5_000));

    private static string Hash(int run) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content(run))));

    private async Task<(DistrictId, Place)> SetAsync()
    {
        var districtId = await database.CreateDistrictAsync();
        return (districtId, await SetAsync(districtId));
    }

    private Task<Place> SetAsync(DistrictId districtId) =>
        Store.SetAsync(districtId, new PlaceFile("payer", "folder", Deliver: new(_folder.FullName, "nh-mmis")), _who);

    private Task BuildAsync(DistrictId districtId, int run) =>
        ReleasedFiles.BuildAsync(database.DataSource, districtId, run, Encoding.UTF8.GetBytes(Content(run)), _clock.GetUtcNow());

    private Task ReleaseAsync(DistrictId districtId, int run) =>
        ReleasedFiles.ReleaseAsync(database.DataSource, districtId, run, Encoding.UTF8.GetBytes(Content(run)), _clock.GetUtcNow());

    private Task<Tried> DeliverAsync(Place place, CancellationToken cancellationToken = default) =>
        new Outbox(database.DataSource, _clock, new Secrets(_ => null))
            .DeliverAsync(place.DistrictId, place.PlaceId, _who, byHand: true, cancellationToken);

    private async Task TryAsync(Place place, CancellationToken cancellationToken)
    {
        try
        {
            await DeliverAsync(place, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It died here.
        }
    }

    private async Task<IEnumerable<T>> QueryAsync<T>(string sql, DistrictId districtId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.QueryAsync<T>(sql, new { districtId });
    }

    private async Task ExecuteAsync(string sql, DistrictId districtId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { districtId });
    }

    private string Here(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> Names() => _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);
}

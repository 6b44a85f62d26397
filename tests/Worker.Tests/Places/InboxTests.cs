using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Places;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests.Places;

/// <summary>An inbox that is a folder: what is taken in when, and what becomes of it.</summary>
public sealed class InboxTests(CommandDistrict district) : IClassFixture<CommandDistrict>, IDisposable
{
    private static readonly Actor _who = Actor.Command("test");

    private readonly FixedClock _clock = new(new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-inbox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_is_taken_in_when_it_has_come_to_rest_and_then_moved()
    {
        var place = await SetAsync("move");
        Write("rates-1.csv", CommandDistrict.Sample("rates.csv", 3));

        var (first, second, third) = (await PollAsync(place), await PollAfterAsync(place, 1), await PollAfterAsync(place, 1));

        Assert.Equal((1, 0), (first!.Resting, first.Files.Count));
        Assert.Equal(("rates-1.csv", "taken-in"), (Assert.Single(second!.Files).File, second.Files[0].Outcome));
        Assert.Equal((0, 0), (third!.Resting, third.Files.Count));
        Assert.Equal(["done/rates-1.csv"], Names());
    }

    [Fact]
    public async Task A_file_that_grows_from_look_to_look_is_left_until_it_rests()
    {
        var place = await SetAsync("keep");
        for (var rows = 3; rows <= 5; rows++)
        {
            Write("growing-rates.csv", CommandDistrict.Sample("rates.csv", rows));
            Assert.Equal(1, (await PollAfterAsync(place, 2))!.Resting);
        }

        Assert.Equal("taken-in", Assert.Single((await PollAfterAsync(place, 2))!.Files).Outcome);
        Assert.Equal(["growing-rates.csv"], Names());
        Assert.Empty((await PollAfterAsync(place, 2))!.Files);
    }

    [Fact]
    public async Task The_same_file_under_another_name_is_no_second_one_and_says_so()
    {
        var place = await SetAsync("remove");
        Write("rates-a.csv", CommandDistrict.Sample("rates.csv", 4));
        await PollAsync(place);
        await PollAfterAsync(place, 1);
        Write("rates-b.csv", CommandDistrict.Sample("rates.csv", 4));
        await PollAsync(place);

        var again = Assert.Single((await PollAfterAsync(place, 1))!.Files);

        Assert.Equal(("rates-b.csv", "came-before"), (again.File, again.Outcome));
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_refused_file_says_why_stays_and_is_not_tried_for_ever()
    {
        var place = await SetAsync("move");
        Write("rates-bad.csv", "no,such,header\n1,2,3\n");
        await PollAsync(place);

        var refused = Assert.Single((await PollAfterAsync(place, 1))!.Files);

        Assert.Equal("refused", refused.Outcome);
        Assert.NotEmpty(refused.Problem!);
        Assert.Equal(["rates-bad.csv"], Names());
        Assert.Empty((await PollAfterAsync(place, 1))!.Files);
    }

    [Fact]
    public async Task What_no_pattern_fits_and_what_is_half_uploaded_is_left_alone()
    {
        var place = await SetAsync("remove");
        Write("holiday.jpg", "x");
        Write("rates-9.csv.part", "x");
        await PollAsync(place);

        var look = await PollAfterAsync(place, 1);

        Assert.Equal((2, 0, 0), (look!.NotOurs, look.Resting, look.Files.Count));
        Assert.Equal(["holiday.jpg", "rates-9.csv.part"], Names());
    }

    [Fact]
    public async Task Files_are_taken_in_in_the_order_in_which_they_need_each_other()
    {
        var place = await SetAsync("keep");
        Write("a-grid.csv", CommandDistrict.Sample("grid.csv", 2));
        Write("z-students.csv", CommandDistrict.Sample("students.csv", 4));
        Write("answer.ta1", ResponsesCommandTests.Ta1(71));
        await PollAsync(place);

        Assert.Equal(["z-students.csv", "a-grid.csv", "answer.ta1"], (await PollAfterAsync(place, 1))!.Files.Select(file => file.File));
        Assert.Equal(1, await CountAsync("billing.response_file where file_name = 'answer.ta1'"));
    }

    [Fact]
    public async Task A_place_that_fails_says_why_waits_longer_each_time_and_heals()
    {
        var place = await SetAsync("keep");
        _folder.Delete();

        var first = await PollAsync(place);
        var tooSoon = await PollAsync(place, byHand: false);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = await PollAsync(place, byHand: false);

        Assert.Equal((false, true, false), (first!.Fault is null, tooSoon is null, second!.Fault is null));
        var failing = await StateAsync(place);
        Assert.Equal((2, "There is no such folder on this machine."), (failing.Failures, failing.Problem));
        Assert.Equal((_clock.GetUtcNow().AddMinutes(2), null), (failing.RetryAt, failing.StoppedAt));

        _folder.Create();
        Assert.Null((await PollAfterAsync(place, 2))!.Fault);
        Assert.Equal((0, null, _clock.GetUtcNow()), ((await StateAsync(place)).Failures, (await StateAsync(place)).Problem, (await StateAsync(place)).GoodAt));
    }

    /// <remarks>It was a fault of the job that a person had to look at: the last good try stood after this one.</remarks>
    [Fact]
    public async Task A_place_that_fails_on_a_machine_whose_clock_is_behind_says_why_too()
    {
        var place = await SetAsync("keep");
        Assert.Null((await PollAsync(place))!.Fault);
        _folder.Delete();

        var look = await PollAfterAsync(place, -60 * 24);

        Assert.NotNull(look!.Fault);
        Assert.Equal(1, (await StateAsync(place)).Failures);
        _folder.Create();
    }

    [Fact]
    public async Task A_place_whose_secret_is_missing_is_stopped_until_a_person_resumes_it()
    {
        var place = await new PlaceStore(district.Database.DataSource, _clock).SetAsync(district.DistrictId, new PlaceFile(
            $"p-{Guid.NewGuid():N}", "ftps", "127.0.0.1", 9, "somebody", "NOT_THERE",
            Fetch: new("in", [new("*", "logs")])), _who);

        Assert.NotNull((await PollAsync(place, byHand: false))!.Fault);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Null(await PollAsync(place, byHand: false));
        Assert.NotNull((await StateAsync(place)).StoppedAt);
        Assert.True(await new PlaceStore(district.Database.DataSource, _clock).ResumeAsync(place, _who));
        Assert.NotNull((await PollAsync(place, byHand: false))!.Fault);
    }

    [Fact]
    public async Task A_file_that_left_is_told_from_one_that_still_lies_there_and_from_one_that_came_back()
    {
        var place = await SetAsync("keep");
        Write("rates-keep.csv", CommandDistrict.Sample("rates.csv", 6));
        Write("rates-leave.csv", CommandDistrict.Sample("rates.csv", 7));
        await PollAsync(place);
        await PollAfterAsync(place, 1);
        var stamp = File.GetLastWriteTimeUtc(Path.Combine(_folder.FullName, "rates-leave.csv"));

        File.Delete(Path.Combine(_folder.FullName, "rates-leave.csv"));
        await PollAfterAsync(place, 15);
        var left = _clock.GetUtcNow();
        await PollAfterAsync(place, 15);
        Assert.Equal([("rates-keep.csv", null), ("rates-leave.csv", left)], await SeenAsync(place));

        Write("rates-leave.csv", CommandDistrict.Sample("rates.csv", 7));
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "rates-leave.csv"), stamp);
        Assert.Empty((await PollAfterAsync(place, 15))!.Files);
        Assert.Equal([("rates-keep.csv", null), ("rates-leave.csv", null)], await SeenAsync(place));
    }

    [Fact]
    public async Task A_paused_place_is_left_alone_until_it_is_resumed_also_when_it_is_set_anew()
    {
        var place = await SetAsync("keep");
        var store = new PlaceStore(district.Database.DataSource, _clock);

        Assert.True(await store.PauseAsync(place, _who, "The vendor moves"));
        Assert.False(await store.PauseAsync(place, _who, "Twice"));
        Assert.False(await store.LookNowAsync(place));
        await store.SetAsync(district.DistrictId, place.File, _who);
        Assert.Null(await PollAsync(place, byHand: false));
        Assert.Equal(0, await CountAsync($"ops.place where place_id = {place.PlaceId} and paused_at is null"));

        Assert.True(await store.ResumeAsync(place, _who));
        Assert.NotNull(await PollAsync(place, byHand: false));
        Assert.False(await store.ResumeAsync(place, _who));
        Assert.Equal(1, await CountAsync($"ops.audit_event where action = 'place.paused' and subject_id = '{place.PlaceId}' and reason = 'The vendor moves'"));
    }

    [Fact]
    public async Task A_look_that_is_asked_for_is_due_at_once()
    {
        var place = await SetAsync("keep");
        await PollAsync(place);
        Assert.True((await StateAsync(place)).PollAt > _clock.GetUtcNow());

        Assert.True(await new PlaceStore(district.Database.DataSource, _clock).LookNowAsync(place));

        Assert.Equal(_clock.GetUtcNow(), (await StateAsync(place)).PollAt);
    }

    [Fact]
    public async Task Two_workers_do_not_work_on_one_place_at_once()
    {
        var place = await SetAsync("keep");
        var turns = new PlaceTurns(district.Database.DataSource, _clock);

        var tried = await turns.TakeAsync(
            district.DistrictId, place.PlaceId, byHand: true, async (_, _) =>
            {
                Assert.Null(await PollAsync(place));
                return null;
            },
            CancellationToken.None);

        Assert.Equal(new Tried(Done: true), tried);
    }

    private Task<Place> SetAsync(string after) => new PlaceStore(district.Database.DataSource, _clock).SetAsync(
        district.DistrictId,
        new PlaceFile(
            $"p-{Guid.NewGuid():N}", "folder",
            Fetch: new(
                _folder.FullName,
                [new("*rates*.csv", "rates"), new("*students.csv", "students"), new("*grid.csv", "grid"), new("*.TA1", FilePattern.Answers)],
                After: after,
                MoveTo: after == "move" ? "done" : null)),
        _who);

    private Task<Look?> PollAsync(Place place, bool byHand = true) =>
        new Inbox(district.Database.DataSource, _clock, new Secrets(_ => null)).PollAsync(district.DistrictId, place.PlaceId, _who, byHand);

    private Task<Look?> PollAfterAsync(Place place, int minutes)
    {
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        return PollAsync(place);
    }

    private async Task<Place> StateAsync(Place place)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return (await Place.FindAsync(connection, district.DistrictId, place.PlaceId))!;
    }

    private async Task<IReadOnlyList<(string File, DateTimeOffset? GoneAt)>> SeenAsync(Place place)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return [.. (await SeenFile.PageAsync(connection, place)).Select(seen => (seen.FileName, seen.GoneAt)).OrderBy(seen => seen.FileName, StringComparer.Ordinal)];
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows}");
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);

    private IEnumerable<string> Names() => _folder.EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.FullName, file.FullName)).Order(StringComparer.Ordinal);
}

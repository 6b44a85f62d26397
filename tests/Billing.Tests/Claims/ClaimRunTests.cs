using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Npgsql;

namespace MedicaidLogs.Billing.Tests.Claims;

public sealed class ClaimRunTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Minutes_of_a_day_are_summed_before_they_are_rounded()
    {
        var month = await ClaimMonth.CreateAsync(database);

        var built = await month.BillAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 22), ClaimMonth.Therapy(2, "S1", 6, 13, 22));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((44, 3_000, 6_000), (line.Minutes, line.UnitsMilli, line.Cents)); // Each alone would be one unit.
        Assert.Equal(new ClaimTotals(Claims: 1, Lines: 1, Entries: 2, ChargeCents: 6_000), built.Totals);
    }

    [Fact]
    public async Task A_day_and_a_procedure_make_one_line()
    {
        var month = await ClaimMonth.CreateAsync(database);

        await month.BillAsync(
            ClaimMonth.Session(1, "S1", 6), ClaimMonth.Therapy(2, "S1", 6, 10, 30), ClaimMonth.Therapy(3, "S1", 7, 10, 30), ClaimMonth.Session(4, "S2", 6));

        Assert.Equal(
            [("92507", 6), ("97530", 6), ("97530", 7), ("92507", 6)],
            from line in await month.LinesAsync() select (line.Procedure, line.Date.Day));
    }

    [Fact]
    public async Task Two_providers_whom_the_payer_is_not_told_apart_share_a_line_but_not_their_minutes()
    {
        var month = await ClaimMonth.CreateAsync(database);

        await month.BillAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 22), ClaimMonth.Therapy(2, "S1", 6, 13, 22, provider: "P3"));

        var line = Assert.Single(await month.LinesAsync());
        Assert.Equal((44, 2_000, 4_000), (line.Minutes, line.UnitsMilli, line.Cents));
    }

    [Fact]
    public async Task A_payer_that_wants_it_gets_one_service_on_a_claim_and_who_gave_it()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ExecuteAsync("update intake.provider set npi = '2000000002' where district_id = @DistrictId");
        await month.LogAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 30), ClaimMonth.Therapy(2, "S1", 7, 9, 30));
        await month.CloseAsync();

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(PayerProfile.Shipped("clearinghouse")));

        Assert.Equal((2, 2), (built.Totals.Claims, built.Totals.Lines));
        Assert.Equal([2L, 2L], await month.QueryAsync<long>("select provider_id from billing.claim where district_id = @DistrictId"));
        Assert.Equal(2, Occurrences("NM1|82|1|PROVIDER|P2||||XX|2000000002~", await month.FileAsync(built)));
    }

    [Fact]
    public async Task Nothing_is_billed_twice()
    {
        var month = await ClaimMonth.CreateAsync(database);
        var built = await month.BillAsync(ClaimMonth.Session(1, "S1", 6));

        var again = Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());

        Assert.Equal(built.FileName, again.LastFileName);
        Assert.Equal([1], await month.QueryAsync<int>("select count(*)::int from billing.claim_run where district_id = @DistrictId"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => month.ExecuteAsync(
            """
            insert into billing.claim_line_entry (district_id, claim_id, line_number, service_month, entry_id, entry_version, charge_cents)
            select district_id, claim_id + 1, line_number, service_month, entry_id, entry_version, charge_cents
            from billing.claim_line_entry where district_id = @DistrictId
            """));
        Assert.Equal("nothing_is_billed_twice", refused.ConstraintName);
    }

    [Fact]
    public async Task What_comes_late_waits_for_the_second_close()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(ClaimMonth.Session(1, "S1", 6));
        await month.LogAsync(ClaimMonth.Session(2, "S1", 7));

        Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());
        var close = Assert.IsType<CloseOutcome.Closed>(await month.CloseAsync());
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal((2, 1), (close.CloseNumber, close.NewBillable));
        Assert.Equal([(2L, 2)], await month.QueryAsync<(long, int)>(
            "select claim_run_id, close_number from billing.claim_run where district_id = @DistrictId and claim_run_id > 1"));
        Assert.Equal(1, built.Totals.Entries);
    }

    [Fact]
    public async Task A_late_session_of_a_day_that_is_billed_stays_ready()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 22));
        await month.LogAsync(ClaimMonth.Therapy(2, "S1", 6, 13, 22));
        await month.CloseAsync();

        var outcome = Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());

        var left = Assert.Single(outcome.LeftReady.Sessions);
        Assert.Equal((2L, "DUP_CLAIM"), (left.EntryId, Assert.Single(left.Codes)));
    }

    [Fact]
    public async Task A_claim_that_breaks_a_rule_stays_ready_and_the_others_go()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6), ClaimMonth.Session(3, "S3", 6));
        await month.CloseAsync();
        await month.ExecuteAsync("update intake.student set last_name = 'Star*' where district_id = @DistrictId and student_id = 2");

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        var left = Assert.Single(built.LeftReady.Sessions);
        Assert.Equal((2L, "X12_SEPARATOR"), (left.EntryId, Assert.Single(left.Codes)));
        Assert.Equal([(1L, 1L), (2L, 3L)], await month.QueryAsync<(long, long)>(
            "select claim_id, student_id from billing.claim where district_id = @DistrictId order by claim_id"));

        await month.ExecuteAsync("update intake.student set last_name = 'Star' where district_id = @DistrictId and student_id = 2");
        var later = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
        Assert.Equal((1, 0), (later.Totals.Entries, later.LeftReady.Entries));
    }

    [Fact]
    public async Task A_fault_of_the_district_holds_the_whole_file_back()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.CloseAsync();
        await month.ExecuteAsync("update ops.district set phone = null where district_id = @DistrictId");

        var refused = Assert.IsType<ClaimRunOutcome.Refused>(await month.BuildAsync());

        Assert.Equal("X12_CONTACT", Assert.Single(refused.Findings).Rule.Code);
        Assert.Empty(await month.QueryAsync<long>("select claim_id from billing.claim where district_id = @DistrictId"));
    }

    [Fact]
    public async Task A_month_that_is_not_closed_is_not_billed()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));

        Assert.IsType<ClaimRunOutcome.NotClosed>(await month.BuildAsync());
    }

    [Fact]
    public async Task A_month_that_was_checked_under_another_pack_is_not_billed_until_it_is_checked_again()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        Assert.IsType<CloseOutcome.Closed>(await month.CloseAsync());
        await month.ExecuteAsync("update intake.check_run set pack_hash = 'of another pack' where district_id = @DistrictId");

        Assert.IsType<ClaimRunOutcome.OtherPack>(await month.BuildAsync());
        Assert.Equal([0], await month.QueryAsync<int>("select count(*)::int from billing.claim_run where district_id = @DistrictId"));

        await month.ExecuteAsync($"""
            insert into intake.check_run
            select district_id, 99, service_month, 'month', as_of, pack_name, pack_version, '{Packs.NewHampshire.Hash}', entries, started_at
            from intake.check_run where district_id = @DistrictId
            """);
        Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
    }

    [Fact]
    public async Task A_run_that_dies_leaves_nothing_and_loses_no_number()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6));
        await month.CloseAsync();
        await month.ExecuteAsync("alter table billing.claim_line_entry add constraint dies check (entry_id <> 2) not valid");
        await Assert.ThrowsAsync<PostgresException>(() => month.BuildAsync());
        await month.ExecuteAsync("alter table billing.claim_line_entry drop constraint dies");

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(1, built.ClaimRunId);
        Assert.Equal([(1L, 1, 1L), (1L, 1, 2L)], await month.QueryAsync<(long, int, long)>(
            """
            select r.claim_run_id, r.control_number, c.claim_id
            from billing.claim_run r join billing.claim c using (district_id, claim_run_id)
            where district_id = @DistrictId order by c.claim_id
            """));
        Assert.Equal([3L], await month.QueryAsync<long>("select next_value from ops.counter where district_id = @DistrictId and name = 'claim'"));
    }

    [Fact]
    public async Task The_file_is_written_again_byte_for_byte_whatever_has_changed_since()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync([.. Enumerable.Range(1, 9).SelectMany(student => new[]
        {
            ClaimMonth.Session(student * 10, $"S{student}", student < 6 ? 6 : 7),
            ClaimMonth.Therapy((student * 10) + 1, $"S{student}", 19 + (student / 5), 8 + (student % 5), 20 + student),
        })]);
        await month.CloseAsync();
        await month.ExecuteAsync("update intake.student set last_name = 'Star*' where district_id = @DistrictId and student_id = 4");
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(SmallTransactions));

        await month.ExecuteAsync("update intake.student set last_name = 'Moved', street = '9 New Road' where district_id = @DistrictId");
        await month.ExecuteAsync("update ops.district set name = 'Renamed', phone = null where district_id = @DistrictId");
        var again = new MemoryStream();
        var hash = await new ClaimRebuild(database.DataSource).RebuildAsync(month.DistrictId, built.ClaimRunId, again);

        var file = await month.FileAsync(built);
        Assert.Equal(built.File.Hash, hash);
        Assert.Equal(file, again.ToArray());
        Assert.Equal((16, 8), (built.Totals.Claims, Occurrences("~ST*837*", file)));
    }

    [Fact]
    public async Task The_months_files_are_saved_under_their_names()
    {
        var month = await ClaimMonth.CreateAsync(database);
        var built = await month.BillAsync(ClaimMonth.Session(1, "S1", 6));
        await month.ReleaseAsync(built.ClaimRunId);
        var folder = Directory.CreateTempSubdirectory("medlogs-claims-");
        await using var connection = await database.DataSource.OpenConnectionAsync();

        var file = Assert.Single(await ClaimFile.OfMonthAsync(connection, month.DistrictId, ClaimMonth.October));
        var path = await file.SaveAsync(connection, month.DistrictId, folder.FullName);

        Assert.Equal(Path.Combine(folder.FullName, built.FileName), path);
        Assert.Equal([path], Directory.GetFiles(folder.FullName));
        Assert.Equal(await month.FileAsync(built), await File.ReadAllBytesAsync(path));
        folder.Delete(recursive: true);
    }

    /// <summary>The New Hampshire profile with three claims in a transaction.</summary>
    private static PayerProfile SmallTransactions { get; } = PayerProfile.Parse("small.json", Encoding.UTF8.GetBytes(
        File.ReadAllText(Path.Combine(Repository.Root, "src/Billing/Payers/Data/nh-mmis.json"))
            .Replace("\"claimsPerTransaction\": 5000", "\"claimsPerTransaction\": 3", StringComparison.Ordinal)));

    private static int Occurrences(string text, byte[] file) => Encoding.ASCII.GetString(file).Split(text).Length - 1;
}

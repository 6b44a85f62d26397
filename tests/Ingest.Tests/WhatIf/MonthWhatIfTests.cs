using System.Text;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.WhatIf;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.WhatIf;

public sealed class MonthWhatIfTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _october = new(2026, 10, 1);

    [Fact]
    public async Task Another_pack_tells_only_the_verdicts_that_change_with_codes_and_dollars()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Session(1, 6), Session(2, 7).Log(log => log with { SignedAt = new(2026, 10, 20, 16, 0, 0, TimeSpan.Zero) }));

        var difference = await WhatIf.UnderPackAsync(district.DistrictId, _october, Packs.NewHampshireWith("log.lateSeverity", "reject"));

        var change = Assert.Single(difference.Changes);
        Assert.Equal(new("billable", true, "92507 GN", 2_000, "LOG_LATE:warn"), change.Before);
        Assert.Equal(new("rejected", true, "92507 GN", 0, "LOG_LATE:reject"), change.After);
        Assert.Equal((2, 2, 1, 4_000, 2_000), Totals(difference));
        Assert.Equal([new CodeChange("LOG_LATE:reject", 1, 0, -2_000), new CodeChange("LOG_LATE:warn", 0, 1, -2_000)], difference.ByCode);
    }

    [Fact]
    public async Task Codes_gained_and_lost_are_told_with_what_they_bring()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Session(1, 6).Lasting(40));

        var tolerant = await WhatIf.UnderPackAsync(district.DistrictId, _october, Packs.NewHampshireWith("log.maxSessionMinutes", 35));

        var change = Assert.Single(tolerant.Changes);
        Assert.Equal(["LOG_TIMES:reject"], change.Gained);
        Assert.Contains(new CodeChange("LOG_TIMES:reject", 1, 0, -2_000), tolerant.ByCode);
    }

    [Fact]
    public async Task The_districts_own_pack_changes_no_verdict()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Session(1, 6), Session(2, 7).Log(log => log with { Note = "" }));

        var difference = await WhatIf.UnderPackAsync(district.DistrictId, _october, Packs.NewHampshire);

        Assert.Equal((2, 0), (difference.Entries, difference.Changes.Count));
    }

    [Fact]
    public async Task An_amended_plan_tells_what_it_would_take_away()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Session(1, 6), Session(2, 7), Session(3, 14));

        var (difference, intake) = await AfterAsync(district, "30 min 1x/week");

        var change = Assert.Single(difference.Changes);
        Assert.Equal((new DateOnly(2026, 10, 7), -2_000L), (change.Date, change.DifferenceCents));
        Assert.Contains("IEP_MINCAP:not-billable", change.Gained);
        Assert.Equal((1, 1, 1), (intake.Total, intake.Entered, intake.Changed));
    }

    [Fact]
    public async Task An_amendment_that_was_taken_in_already_changes_nothing_more()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Session(1, 6), Session(2, 7));
        await new FileIntake(database.DataSource, StoredDistrict.Clock).ImportAsync(
            district.DistrictId, Grid(), new MemoryStream(GridOf("30 min 1x/week")), CancellationToken.None);

        var (difference, intake) = await AfterAsync(district, "30 min 1x/week");

        Assert.Empty(difference.Changes);
        Assert.Equal((0, 1), (intake.Entered, intake.Duplicates));
    }

    [Fact]
    public async Task Neither_question_changes_a_single_row_of_any_table()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Session(1, 6), Session(2, 7));
        var before = await TableContents.ReadAsync(database.DataSource);

        var underPack = await WhatIf.UnderPackAsync(district.DistrictId, _october, Packs.NewHampshireWith("log.maxSessionMinutes", 10));
        var (afterGrid, _) = await AfterAsync(district, "30 min 1x/week");

        Assert.NotEmpty(underPack.Changes);
        Assert.NotEmpty(afterGrid.Changes);
        before.AssertSame(await TableContents.ReadAsync(database.DataSource));
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_in_is_refused_and_changes_nothing()
    {
        var district = await DistrictAsync();
        var before = await TableContents.ReadAsync(database.DataSource);

        await Assert.ThrowsAsync<FileRefusedException>(() => WhatIf.AfterFileAsync(district.DistrictId, _october, Grid(), Encoding.UTF8.GetBytes("not,a,grid\n")));

        before.AssertSame(await TableContents.ReadAsync(database.DataSource));
    }

    [Fact]
    public Task A_file_of_logs_brings_entries_and_is_no_question() =>
        Assert.ThrowsAsync<ArgumentException>(() => WhatIf.AfterFileAsync(new(1), _october, Grid() with { Kind = "logs" }, []));

    private MonthWhatIf WhatIf => new(database.DataSource, StoredDistrict.Clock);

    private Task<StoredDistrict> DistrictAsync() => StoredDistrict.CreateAsync(database);

    private static EntryBuilder Session(int id, int day) => An.Entry().Id(id).On(new DateOnly(2026, 10, day));

    private static SentFile Grid() => new("grid", "grid.csv", null, Actor.Command("test"));

    private Task<(MonthDifference Difference, IntakeResult Intake)> AfterAsync(StoredDistrict district, string frequency) =>
        WhatIf.AfterFileAsync(district.DistrictId, _october, Grid(), GridOf(frequency));

    /// <summary>The builder's own row of student S1, with another frequency.</summary>
    private static byte[] GridOf(string frequency) => Encoding.UTF8.GetBytes(
        $"""
        plan_number,student_number,plan_type,plan_from,plan_to,finalized_on,row_number,service,mode,frequency,location,diagnoses
        PLAN-1,S1,IEP,2026-09-01,2027-08-31,2026-08-28,1,SPEECH,individual,{frequency},school,F802

        """);

    private static (int, int, int, long, long) Totals(MonthDifference difference) =>
        (difference.Entries, difference.BillableBefore, difference.BillableAfter, difference.BillableCentsBefore, difference.BillableCentsAfter);
}

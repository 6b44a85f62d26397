using System.Diagnostics;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.RoundTrip;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Xunit.Abstractions;

namespace MedicaidLogs.Ingest.Tests.RoundTrip;

public sealed class SheetCorrectionsTests(DatabaseFixture database, ITestOutputHelper output) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _october = new(2026, 10, 1);
    private static readonly Actor _who = Actor.Command("test");

    private SheetCorrections Service => new(database.DataSource, StoredDistrict.Clock);

    [Theory, InlineData(ReportFormat.Csv), InlineData(ReportFormat.Xlsx)]
    public async Task A_sheet_that_comes_back_as_it_went_changes_nothing(ReportFormat format)
    {
        var district = await OnTheMoonAsync(
            An.Entry().Log(log => log with { Note = "=HYPERLINK(\"x\")\nand a second line, with \"quotes\"", Activity = "'=x", Objective = "-1", Progress = "_x0041_" }),
            An.Entry().Id(2).At(11, 0, 30).For("007"));

        var plan = await PlanAsync(district, await DownloadAsync(district, format));

        Assert.Equal((0, 2, 0, 0, 2), Counts(plan));
    }

    [Fact]
    public async Task Changed_rows_become_corrections_that_are_checked_at_once_each_with_its_reason()
    {
        var district = await OnTheMoonAsync(An.Entry(), An.Entry().Id(2).On(new DateOnly(2026, 10, 8)), An.Entry().Id(3).On(new DateOnly(2026, 10, 13)));
        var sheet = (await OpenAsync(district)).With(1, LogField.Place, "school", "it was at school").With(2, LogField.Place, "school", "this one too");

        var applied = await ApplyAsync(district, sheet.Csv());

        Assert.Equal((2, 1, 0, 0, 3), Counts(applied.Plan));
        Assert.Equal(2, applied.Freed);
        Assert.True(applied.FreedCents > 0);
        Assert.Equal(["it was at school", "this one too"], await QueryAsync<string>(district, "select reason from intake.entry_superseded where district_id = @DistrictId order by entry_id"));
        Assert.Equal([(1L, 2, true), (2L, 2, true), (3L, 1, false)], await QueryAsync<(long, int, bool)>(district, "select entry_id, version, billable from intake.entry where district_id = @DistrictId order by entry_id"));
        Assert.Equal(
            ["entry.corrected 1", "entry.corrected 2", "sheet.applied 1"],
            await QueryAsync<string>(district, "select action || ' ' || subject_id from ops.audit_event where district_id = @DistrictId order by seq"));
    }

    [Fact]
    public async Task Of_what_waits_for_a_signature_now_it_tells_the_number()
    {
        var district = await OnTheMoonAsync(An.Entry(), An.Entry().Id(2).On(new DateOnly(2026, 10, 8)), An.Entry().Id(3).On(new DateOnly(2026, 10, 13)));
        var sheet = (await OpenAsync(district)).With(1, LogField.Place, "school").With(2, LogField.Note, "What was really done.").With(3, LogField.End, "09:20");

        var applied = await ApplyAsync(district, sheet.Csv());

        Assert.Equal((3, 1, 2), (applied.Plan.Changed.Count, applied.Freed, applied.ToSign));
    }

    [Fact]
    public async Task The_same_file_again_is_known_and_changes_nothing()
    {
        var district = await OnTheMoonAsync(An.Entry(), An.Entry().Id(2).On(new DateOnly(2026, 10, 8)));
        var content = (await OpenAsync(district)).With(1, LogField.Place, "school").Csv();
        var first = await ReceiveAsync(district, content);
        await Service.ApplyAsync(first, null, _who);

        var again = await ReceiveAsync(district, content);
        var applied = await Service.ApplyAsync(again, null, _who);

        Assert.Equal((first.SheetId, 1), (again.SheetId, again.Changed));
        Assert.Equal((0, 2, 0, 0, 2), Counts(applied.Plan));
        Assert.Equal([2], await QueryAsync<int>(district, "select version from intake.entry where district_id = @DistrictId and entry_id = 1"));
    }

    [Fact]
    public async Task A_row_that_somebody_overtook_is_left_and_says_what_changed_meanwhile()
    {
        var district = await OnTheMoonAsync(An.Entry(), An.Entry().Id(2).On(new DateOnly(2026, 10, 8)), An.Entry().Id(3).On(new DateOnly(2026, 10, 13)));
        var sheet = (await OpenAsync(district)).With(1, LogField.Place, "school").With(2, LogField.Place, "school").With(3, LogField.Note, "New words.");
        await CorrectAsync(district, 1, LogField.Place, "home", "he was ill");
        await CorrectAsync(district, 2, LogField.Place, "school", "the same");
        await CorrectAsync(district, 3, LogField.Place, "school", "another field");

        var plan = await PlanAsync(district, sheet.Csv());

        Assert.Equal((0, 1, 2, 0, 3), Counts(plan));
        var overtaken = plan.Stale[0];
        Assert.Equal(new SheetChange(LogField.Place, "home", "school"), Assert.Single(overtaken.Changes));
        var step = Assert.Single(overtaken.Meanwhile);
        Assert.Equal(("he was ill", LogField.Place), (step.Reason, Assert.Single(step.Fields)));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_told_by_line_and_the_rest_is_done()
    {
        var district = await OnTheMoonAsync([.. Enumerable.Range(1, 5).Select(id => An.Entry().Id(id).On(new DateOnly(2026, 10, 4 + id)))]);
        var sheet = (await OpenAsync(district))
            .With(1, LogField.Place, "school", why: " ")
            .With(2, LogField.Date, "soon")
            .With(3, LogField.Place, "school")
            .With(4, "entry_id", "404")
            .Twice(2);
        var content = Encoding.UTF8.GetString(sheet.Csv()) + "only,three,fields\r\n";

        var applied = await ApplyAsync(district, Encoding.UTF8.GetBytes(content));

        Assert.Equal((1, 1, 0, 5, 7), Counts(applied.Plan));
        Assert.Equal(
            [
                (2, "Say in the column “Reason for the change” why you change it, in at most 500 characters."),
                (3, "Date: Enter a date such as 2026-10-05."),
                (5, "There is no entry of that number."),
                (7, "Line 4 has this entry already."),
                (8, $"It has 3 fields, the header has {content.Split("\r\n")[0].Split(',').Length}."),
            ],
            applied.Plan.Unreadable.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public async Task What_a_spreadsheet_program_makes_of_days_times_and_numbers_is_no_change()
    {
        var district = await OnTheMoonAsync(An.Entry().For("0070"), An.Entry().Id(2).On(new DateOnly(2026, 10, 8)).Log(log => log with { Note = "Another." }));
        var sheet = await OpenAsync(district);
        (sheet[0][LogField.Date], sheet[0][LogField.Start], sheet[0][LogField.End]) = ("10/6/2026", "9:00:00 AM", "9:30");
        (sheet[0][LogField.StudentNumber], sheet[0][LogField.Telehealth], sheet[0][LogField.Mode]) = ("70", "No", "Individual");
        Assert.Equal((0, 2, 0, 0, 2), Counts(await PlanAsync(district, sheet.Csv())));

        foreach (var row in new[] { sheet[0], sheet[1] })
        {
            row[LogField.Date] = row["entry_id"] == "1" ? "46301" : "46303";
            (row[LogField.Start], row[LogField.End], row[LogField.MinutesAway]) = ("0.375", "0.395833333333333", "0");
        }

        string[] numbers = ["entry_id", "version", LogField.Date, LogField.Start, LogField.End, LogField.MinutesAway];
        Assert.Equal((0, 2, 0, 0, 2), Counts(await PlanAsync(district, sheet.Xlsx(numbers))));
        var moved = await PlanAsync(district, sheet.With(1, LogField.Date, "46304").Xlsx(numbers));
        Assert.Equal(new SheetChange(LogField.Date, "2026-10-06", "2026-10-09"), Assert.Single(Assert.Single(moved.Changed).Changes));
    }

    [Fact]
    public async Task A_column_that_the_file_lacks_says_nothing_and_an_empty_cell_clears()
    {
        var district = await OnTheMoonAsync(An.Entry());
        var sheet = (await OpenAsync(district)).Without(LogField.Activity).With(1, LogField.Objective, "");

        var change = Assert.Single(Assert.Single((await PlanAsync(district, sheet.Csv())).Changed).Changes);

        Assert.Equal((LogField.Objective, ""), (change.Field, change.After));
    }

    [Fact]
    public async Task A_sheet_of_many_leaves_a_month_that_a_full_check_does_not_change()
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder().With(DistrictBuilder.Student("S2", 2)));
        await district.LogAsync([.. Enumerable.Range(1, 40).Select(id => An.Entry().Id(id).For(id % 3 == 0 ? "S2" : "S1")
            .On(new DateOnly(2026, 10, 5).AddDays(id % 25)).At(8 + (id % 6), 0, 30).Log(log => log with { Place = "the moon", Note = $"Note {id}." }))]);
        var sheet = await OpenAsync(district);
        for (var id = 1; id <= 40; id += 2)
        {
            sheet.With(id, LogField.Place, "school");
        }

        sheet.With(7, LogField.Date, "2026-09-15").With(9, LogField.StudentNumber, "S2").With(11, LogField.End, "08:10");
        var applied = await ApplyAsync(district, sheet.Csv());

        Assert.Equal(20, applied.Plan.Changed.Count);
        foreach (var month in new[] { _october, new DateOnly(2026, 9, 1) })
        {
            var check = await new MonthCheck(database.DataSource, StoredDistrict.Clock).RunAsync(district.DistrictId, month, _who);
            Assert.Equal((0, 0, 0), (check.VerdictsChanged, check.Added.Count, check.Cleared.Count));
        }
    }

    /// <remarks>How long it takes is told, for docs/queue.md; a busy machine fails nothing.</remarks>
    [Fact]
    public async Task Five_hundred_rows_go_out_come_back_and_are_corrected_at_once()
    {
        const int Rows = 500;
        var students = Enumerable.Range(2, 19).Aggregate(new DistrictBuilder(), (builder, id) => builder.With(DistrictBuilder.Student($"S{id}", id)));
        var district = await StoredDistrict.CreateAsync(database, students);
        await district.LogAsync([.. Enumerable.Range(0, Rows).Select(number => An.Entry().Id(number + 1).For($"S{1 + (number % 20)}")
            .On(new DateOnly(2026, 10, 1).AddDays(number / 20)).At(8 + (number % 7), 0, 30).Log(log => log with { Place = "the moon", Note = $"Note {number}." }))]);
        var watch = Stopwatch.StartNew();

        var sheet = await OpenAsync(district);
        var downloaded = watch.Elapsed;
        for (var id = 1; id <= Rows; id++)
        {
            sheet.With(id, LogField.Place, "school");
        }

        var received = await ReceiveAsync(district, sheet.Csv());
        watch.Restart();
        Assert.Equal((Rows, 0, 0, 0, Rows), Counts(await Service.PlanAsync(received, null)));
        var looked = watch.Elapsed;
        watch.Restart();
        var applied = await Service.ApplyAsync(received, null, _who);

        output.WriteLine($"{Rows} rows: downloaded in {downloaded.TotalSeconds:0.0} s, looked at in {looked.TotalSeconds:0.0} s, corrected and checked in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal((Rows, 0, 0, 0, Rows), Counts(applied.Plan));
        Assert.Equal([(2, Rows)], await QueryAsync<(int, int)>(district, "select version, count(*)::int from intake.entry where district_id = @DistrictId group by 1"));
        Assert.Equal(
            (applied.Freed, applied.FreedCents),
            Assert.Single(await QueryAsync<(int, long)>(district, "select count(*)::int, sum(value_cents)::bigint from intake.entry where district_id = @DistrictId and billable")));
        Assert.Equal([Rows], await QueryAsync<int>(district, "select count(*)::int from ops.audit_event where district_id = @DistrictId and action = 'entry.corrected'"));
    }

    [Fact]
    public async Task An_account_of_some_schools_corrects_no_others()
    {
        var district = await OnTheMoonAsync(An.Entry());
        var content = (await OpenAsync(district)).With(1, LogField.Place, "school").Csv();
        var sheet = await ReceiveAsync(district, content);

        Assert.Equal("There is no entry of that number.", Assert.Single((await Service.PlanAsync(sheet, ["NORTH"])).Unreadable).Reason);
        Assert.Single((await Service.PlanAsync(sheet, ["MAIN"])).Changed);
    }

    [Theory]
    [InlineData("date,start,end\r\n2026-10-05,09:00,09:30\r\n")]
    [InlineData("entry_id,version,date,date\r\n")]
    [InlineData("PK\u0003\u0004 is no workbook")]
    [InlineData("")]
    public async Task What_is_no_such_sheet_is_refused_and_not_kept(string content)
    {
        var district = await StoredDistrict.CreateAsync(database);

        await Assert.ThrowsAsync<FileRefusedException>(() => Service.ReceiveAsync(district.DistrictId, "x.csv", Encoding.Latin1.GetBytes(content), _who));

        Assert.Equal([0], await QueryAsync<int>(district, "select count(*)::int from intake.correction_sheet where district_id = @DistrictId"));
    }

    private static (int, int, int, int, int) Counts(SheetPlan plan) =>
        (plan.Changed.Count, plan.UnchangedLines.Count, plan.Stale.Count, plan.Unreadable.Count, plan.Rows);

    /// <summary>Each in a place that does not exist, so that each is rejected.</summary>
    private async Task<StoredDistrict> OnTheMoonAsync(params EntryBuilder[] entries)
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder());
        await district.LogAsync([.. entries.Select(entry => entry.Log(log => log with { Place = "the moon" }))]);
        return district;
    }

    private async Task<byte[]> DownloadAsync(StoredDistrict district, ReportFormat format)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var entries = await CorrectionSheet.RejectedAsync(connection, district.District, _october, null, default);
        var output = new MemoryStream();
        await (await CorrectionSheet.OfAsync(connection, district.District, _october, entries, default)).WriteAsync(format, output);
        return output.ToArray();
    }

    private async Task<Sheet> OpenAsync(StoredDistrict district) => Sheet.Parse(await DownloadAsync(district, ReportFormat.Csv));

    private async Task<ReceivedSheet> ReceiveAsync(StoredDistrict district, byte[] content)
    {
        var sheetId = await Service.ReceiveAsync(district.DistrictId, "corrected.csv", content, _who);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return (await ReceivedSheet.FindAsync(connection, district.DistrictId, sheetId, default))!;
    }

    private async Task<SheetPlan> PlanAsync(StoredDistrict district, byte[] content) => await Service.PlanAsync(await ReceiveAsync(district, content), null);

    private async Task<SheetApplied> ApplyAsync(StoredDistrict district, byte[] content) => await Service.ApplyAsync(await ReceiveAsync(district, content), null, _who);

    private async Task CorrectAsync(StoredDistrict district, long entryId, string field, string text, string why) => Assert.IsType<CorrectionOutcome.Corrected>(
        await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, entryId, 1, new Dictionary<string, string> { [field] = text }, StoredDistrict.Change with { Why = why }));

    private async Task<IReadOnlyList<T>> QueryAsync<T>(StoredDistrict district, string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, new { district.DistrictId })];
    }
}

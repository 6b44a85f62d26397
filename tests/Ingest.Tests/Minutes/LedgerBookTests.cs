using System.Data;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

/// <summary>Ledgers read from the store: every kind of entry, two students, all reports.</summary>
public sealed class LedgerBookTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly LedgerRange October = LedgerRange.Of(new(2026, 10, 1), new(2026, 10, 31), new(2026, 11, 9));

    [Fact]
    public async Task Students_come_in_order_with_their_entries_and_without()
    {
        var district = await CreateAsync();

        var read = await ReadAsync(district, October, null);

        Assert.Equal(["S1", "S2", "S3"], read.Ledgers.Select(ledger => ledger.Student.StudentNumber));
        Assert.Equal([150, 30, 0], read.Ledgers.Select(ledger => ledger.Lines.Sum(line => line.Total().Delivered)));
    }

    [Fact]
    public async Task What_is_delivered_counts_though_Medicaid_does_not_pay()
    {
        var district = await CreateAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var billable = await connection.ExecuteScalarAsync<long>(
            "select count(*) from intake.entry where district_id = @DistrictId and student_number = 'S2' and billable", new { district.DistrictId });

        Assert.Equal(0, billable); // S2's parents have not consented.
        Assert.Equal(30, (await ReadAsync(district, October, "S2")).Ledgers.Single().Lines.Single().Total().Delivered);
    }

    [Fact]
    public async Task One_student_is_read_alone_and_gets_the_same_ledger()
    {
        var district = await CreateAsync();

        var alone = Assert.Single((await ReadAsync(district, October, "S1")).Ledgers);
        var among = (await ReadAsync(district, October, null)).Ledgers[0];

        Assert.Equal(among.Lines.Select(line => line.Total()), alone.Lines.Select(line => line.Total()));
        Assert.Equal(among.Uncredited, alone.Uncredited);
    }

    [Fact]
    public async Task A_make_up_is_read_with_the_days_that_it_makes_up()
    {
        var district = await CreateAsync();

        var firstWeek = Assert.Single((await ReadAsync(district, LedgerRange.Of(new(2026, 10, 5), new(2026, 10, 11), October.AsOf), "S1")).Ledgers);
        var ofMakeUp = Assert.Single((await ReadAsync(district, LedgerRange.Of(new(2026, 10, 19), new(2026, 10, 25), October.AsOf), "S1")).Ledgers);

        Assert.Equal((30, 30), (firstWeek.Lines[0].Total().MadeUp, firstWeek.Lines[0].Total().Given - firstWeek.Lines[0].Total().Delivered));
        Assert.Equal((0, 0), (ofMakeUp.Lines[0].Total().MadeUp, ofMakeUp.Uncredited.Count));
    }

    [Fact]
    public async Task Reports_hold_what_the_golden_files_say()
    {
        var district = await CreateAsync();

        await AssertReportAsync(district, "by-student-per-week.csv", book => Task.FromResult(new ComplianceByStudent(book, ReportPeriod.Week, worst: 1).Report()));
        await AssertReportAsync(district, "by-provider.csv", async book => (await ComplianceByGroup.LoadByProviderAsync(book)).Report());
        await AssertReportAsync(district, "by-school.csv", async book => (await ComplianceByGroup.LoadBySchoolAsync(book)).Report());
        await AssertReportAsync(district, "owed.csv", async book => (await OwedReport.LoadAsync(book)).OfSessions());
        await AssertReportAsync(district, "make-ups-not-credited.csv", async book => (await OwedReport.LoadAsync(book)).OfUncredited());
        await AssertReportAsync(district, "notices.csv", async book => (await OwedReport.LoadAsync(book)).OfNotices());
        await AssertReportAsync(district, "days.csv", book => Task.FromResult(SchoolYearReport.Of(SchoolYear.Of(book), book)));
    }

    [Fact]
    public async Task The_students_page_is_the_golden_one()
    {
        var district = await CreateAsync();

        await AssertGoldenAsync(district, "student.html", async (book, file) =>
        {
            var ledger = await book.StudentsAsync().FirstAsync();
            await file.WriteAsync(await StudentSummary.WriteAsync(book, ledger));
        }, "S1");
    }

    [Fact]
    public async Task A_page_has_room_for_eight_misses_those_owed_before_the_latest()
    {
        var district = await StoredDistrict.CreateAsync(database);
        int[] absent = [13, 14, 15, 16, 19, 20, 21, 22, 23];
        await district.LogAsync([Session(1, 1, "SNA"), .. absent.Select(day => Session(day, day, "A"))]);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var book = await LedgerBook.OpenAsync(transaction, district.District, October, ["S1"]);

        var page = Encoding.UTF8.GetString(await StudentSummary.WriteAsync(book, await book.StudentsAsync().FirstAsync()));

        Assert.Contains("<tr><td>Thu, Oct 1</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>Tue, Oct 13</td>", page, StringComparison.Ordinal);
        Assert.Contains("And 2 others.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_are_those_that_the_document_names()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "minutes.md"));

        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/Ingest.Tests/Goldens/minutes"), "*.csv"),
            file => Assert.All(File.ReadLines(file).First().Split(','), column => Assert.Contains($"`{column}`", document, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Months_to_be_checked_again_are_named()
    {
        var district = await CreateAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into intake.stale_month (district_id, service_month, reason, since) values (@DistrictId, '2026-10-01', 'plans changed', now())", new { district.DistrictId });

        Assert.Equal([new DateOnly(2026, 10, 1)], (await ReadAsync(district, October, "S3")).StaleMonths);
    }

    private async Task<StoredDistrict> CreateAsync()
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .Change(student => student with
            {
                Plans =
                [
                    DistrictBuilder.Plan(1,
                    [
                        DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week"), DistrictBuilder.Row(11, "OT", "as needed"),
                        DistrictBuilder.Row(12, "SPEECH", "60 minutes per month", SessionMode.Consult),
                    ]),
                ],
            })
            .With(DistrictBuilder.Student("S2", 2) with { Consents = [] })
            .With(DistrictBuilder.Student("S3", 3))
            .With(DistrictBuilder.Provider("P2", 2)));
        await district.LogAsync(
            Session(1, 1), Session(2, 6, "A"), Session(3, 8, "SNA"), MakeUp(4, 22, 8), MakeUp(5, 23, 8), Session(6, 13), Session(7, 15), Session(8, 20, "SNA"),
            Session(9, 27, "TST"), Session(10, 28).Log(log => log with { End = null }), Session(11, 29).Of("SPEECH", SessionMode.Consult), Session(12, 30).Of("OT"),
            Session(13, 5).For("S2").By("P2"));
        return district;
    }

    private static EntryBuilder Session(long id, int day, string attendance = "P") =>
        An.Entry().Id(id).On(new(2026, 10, day)).Log(log => log with { Attendance = attendance });

    private static EntryBuilder MakeUp(long id, int day, int missed) => Session(id, day, "MU").Log(log => log with { MakeupFor = new DateOnly(2026, 10, missed) });

    private async Task<(List<StudentLedger> Ledgers, IReadOnlyList<DateOnly> StaleMonths)> ReadAsync(StoredDistrict district, LedgerRange range, string? student)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var book = await LedgerBook.OpenAsync(transaction, district.District, range, student is null ? null : [student]);
        return (await book.StudentsAsync().ToListAsync(), book.StaleMonths);
    }

    private Task AssertReportAsync(StoredDistrict district, string name, Func<LedgerBook, Task<Report>> report) =>
        AssertGoldenAsync(district, name, async (book, file) => await (await report(book)).WriteAsync(ReportFormat.Csv, file));

    private async Task AssertGoldenAsync(StoredDistrict district, string name, Func<LedgerBook, Stream, Task> write, string? student = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var book = await LedgerBook.OpenAsync(transaction, district.District with { Name = "Maple Grove School District" }, October, student is null ? null : [student]);
        var file = new MemoryStream();
        await write(book, file);
        var written = Encoding.UTF8.GetString(file.ToArray()).Replace($"rules nh {district.District.RulePack.Version}", "rules nh X", StringComparison.Ordinal);
        Golden.Same($"tests/Ingest.Tests/Goldens/minutes/{name}", Encoding.UTF8.GetBytes(written));
    }
}

using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Billing.Tests.SessionLogs.Printing;
using MedicaidLogs.Billing.Tests.SessionLogs.Sealing;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

/// <summary>Logs as they come out of the printer, read back page by page.</summary>
[Collection(PrinterTests.Name)]
public sealed class PrintedLogTests(DatabaseFixture database, PrinterFixture fixture) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly SessionLogPages _pages = new(database);

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task One_session_is_one_page()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));

        var page = Assert.Single(await PrintAsync(month));

        Assert.Contains("Page 1 of 1", page, StringComparison.Ordinal);
        Assert.Contains("Document 2026-10-1-1-SPEECH, version 1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_sixty_sessions_each_stands_whole_on_one_page_below_the_headings()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync([.. Enumerable.Range(1, 60).Select(id => ClaimMonth.Session(id, "S1", 1 + (id % 28)).At(8 + (id / 28), 0, 30)
            .Log(log => log with { Objective = $"GOAL{id:00}", Note = string.Join(' ', Enumerable.Repeat("Practised the sound in short sentences.", id % 17)) + $" END{id:00}" }))]);

        var pages = await PrintAsync(month);

        Assert.All(pages, page => Assert.Equal(page.Contains("END", StringComparison.Ordinal), page.Contains("Attendance", StringComparison.Ordinal)));
        Assert.All(Enumerable.Range(1, 60), id => Assert.Equal(PageOf(pages, $"GOAL{id:00}"), PageOf(pages, $"END{id:00}")));
        Assert.All(Enumerable.Range(1, 60), id => Assert.Contains("Signed elsewhere:", After(pages[PageOf(pages, $"END{id:00}")], $"END{id:00}"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_longer_than_a_page_goes_on_below_the_headings()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Session(2, "S1", 7).Log(log => log with { Objective = "GOAL", Note = string.Join('\n', Enumerable.Range(1, 90).Select(line => $"LINE{line:00}")) }));

        var pages = await PrintAsync(month);

        Assert.All(Enumerable.Range(1, 90), line => PageOf(pages, $"LINE{line:00}"));
        Assert.True(PageOf(pages, "LINE90") > PageOf(pages, "LINE01"));
        Assert.Contains("Attendance", pages[PageOf(pages, "LINE90")], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("نور الهدى", "عبد الرحمن")]
    [InlineData("王", "小明")]
    [InlineData("佐藤", "さくら")]
    [InlineData("김", "서연")]
    [InlineData("शर्मा", "अनन्या")]
    [InlineData("Łuczyńska-Nuñez", "Zoë Ågot")]
    [InlineData("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley", "Hubert Blaine Maximilian Bartholomew Alexander")]
    public async Task Names_of_any_script_and_length_fit_and_none_leaves_the_page(string last, string first)
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ExecuteAsync($"update intake.student set last_name = '{last}', first_name = '{first}' where district_id = @DistrictId and student_id = 1");
        await month.ExecuteAsync($"update intake.provider set last_name = '{last}', first_name = '{first}' where district_id = @DistrictId and provider_id = 1");
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));

        var pdf = await fixture.Printer.PrintAsync(await _pages.HtmlAsync(month));

        Assert.True(PdfTools.FitsLetter(pdf));
        Assert.Empty(PdfTools.Boxes(pdf));
    }

    /// <summary>What the machine has no letters for is found: a character that no font may have.</summary>
    [Fact]
    public async Task A_box_in_place_of_a_letter_is_found() =>
        Assert.NotEmpty(PdfTools.Boxes(await fixture.Printer.PrintAsync("<!doctype html><p>a \uE123 name</p>")));

    [Fact]
    public async Task A_full_month_reads_like_this()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ExecuteAsync(
            """
            update intake.plan set plan_to = '2026-10-14' where district_id = @DistrictId and student_id = 1;
            insert into intake.plan (district_id, plan_id, student_id, plan_number, plan_type, plan_from, plan_to, finalized_on)
            select district_id, 91, 1, 'PLAN-1A', plan_type, '2026-10-15', '2027-08-31', '2026-10-10' from intake.plan where district_id = @DistrictId and plan_id = 1;
            insert into intake.grid_row
                (district_id, grid_row_id, plan_id, row_number, service, mode, frequency_text, location, row_from, row_to, esy, outside_hours, diagnoses, import_file_id)
            select district_id, 91, 91, '1', service, 'either', '2 x 45 min per week', location, '2026-10-15', '2027-08-31', esy, outside_hours, diagnoses, import_file_id
            from intake.grid_row where district_id = @DistrictId and grid_row_id = 11;
            """);
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6).Log(log => log with { CosignedBy = "P2", CosignedAt = log.SignedAt!.Value.AddDays(1) }),
            ClaimMonth.Session(2, "S1", 7).Log(log => log with { Attendance = "SNA", Note = "Provider at a training day." }),
            ClaimMonth.Session(3, "S1", 8).Log(log => log with { Attendance = "MU", MakeupFor = new(2026, 10, 7), MinutesAway = 5 }),
            ClaimMonth.Session(4, "S1", 13).Log(log => log with { Mode = Core.Packs.SessionMode.Group, GroupKey = "G1" }),
            ClaimMonth.Session(5, "S2", 13).At(9, 0, 30).Log(log => log with { Mode = Core.Packs.SessionMode.Group, GroupKey = "G1" }),
            ClaimMonth.Session(6, "S1", 14).Log(log => log with { Attendance = "A" }),
            ClaimMonth.Session(7, "S1", 20).Log(log => log with { Telehealth = true, SignedBy = "", SignedAt = null }),
            ClaimMonth.Session(8, "S1", 21));
        var corrected = await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            month.DistrictId, 8, 1, new Dictionary<string, string> { [LogField.Note] = "Initial /s/ in sentences, two cues.", [LogField.MinutesAway] = "5" }, StoredDistrict.Change);
        Assert.IsType<CorrectionOutcome.Corrected>(corrected);
        var signing = new SessionSigning(database.DataSource, StoredDistrict.Clock);
        Assert.IsType<SigningOutcome.Done>(await signing.SignAsync(
            month.DistrictId, await month.District.PersonAsync(UserRole.Clerk), providerId: 1, SignatureKind.Signed, [new(7, 1)],
            signing.StatementOf(month.District.District, SignatureKind.Signed)));

        var pdf = await fixture.Printer.PrintAsync(await _pages.HtmlAsync(month));
        var text = PdfTools.Text(pdf);

        Assert.Contains("group of 2", text, StringComparison.Ordinal);
        Assert.Contains("by video", text, StringComparison.Ordinal);
        Assert.Contains("Signed here: P1 Provider, speech-language pathologist, license L-1", text, StringComparison.Ordinal);
        Assert.Contains("Corrected:", text, StringComparison.Ordinal);
        Assert.Matches("IEP PLAN-1, row 11 ", text);
        Assert.Matches("IEP PLAN-1A, row 1 ", text);
    }

    private async Task<IReadOnlyList<string>> PrintAsync(ClaimMonth month)
    {
        var pdf = await fixture.Printer.PrintAsync(await _pages.HtmlAsync(month));
        Assert.True(PdfTools.FitsLetter(pdf));
        var pages = PdfTools.Text(pdf).TrimEnd('\f', '\n').Split('\f');
        Assert.All(pages.Select((text, i) => (text, number: i + 1)), page =>
            Assert.Contains($"Page {page.number} of {pages.Length}", page.text, StringComparison.Ordinal));
        return pages;
    }

    private static int PageOf(IReadOnlyList<string> pages, string text)
    {
        var page = Assert.Single(Enumerable.Range(0, pages.Count), page => pages[page].Contains(text, StringComparison.Ordinal));
        return page;
    }

    private static string After(string page, string text) => page[page.IndexOf(text, StringComparison.Ordinal)..];
}

using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Billing.Tests.SessionLogs.Printing;
using MedicaidLogs.Billing.Tests.SessionLogs.Sealing;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

[Collection(PrinterTests.Name)]
public sealed class SessionLogMonthTests(DatabaseFixture database, PrinterFixture fixture) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-session-logs-");
    private readonly TrialSeal _trial = new();

    public void Dispose()
    {
        _trial.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_second_run_makes_nothing_and_the_files_stay_to_the_byte()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 7));

        var first = await MakeAsync(month);
        var written = await WriteAsync(month);
        var bytes = Pdf("1-1-SPEECH.pdf");
        var again = await MakeAsync(month);
        var writtenAgain = await WriteAsync(month);

        Assert.Equal(new SessionLogsMade(Logs: 2, Made: 2), first);
        Assert.Equal(new SessionLogsWritten(Documents: 2, Sealed: 2, Written: 4, Removed: 0, Sessions: 2), written);
        Assert.Equal(new SessionLogsMade(Logs: 2, Made: 0), again);
        Assert.Equal(written with { Written = 0 }, writtenAgain);
        Assert.Equal(bytes, Pdf("1-1-SPEECH.pdf"));
    }

    [Fact]
    public async Task A_changed_log_becomes_the_next_version_and_no_other_is_touched()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 7));
        await MakeAsync(month);
        await WriteAsync(month);
        var first = Pdf("1-1-SPEECH.pdf");

        await month.ExecuteAsync("update intake.entry set note = 'Other words', version = 2 where district_id = @DistrictId and entry_id = 1");
        Assert.Equal(SealedStanding.Outdated, (await ProofAsync(first)).Standing);
        var made = await MakeAsync(month);
        await WriteAsync(month);

        Assert.Equal(new SessionLogsMade(Logs: 2, Made: 1), made);
        var replaced = await ProofAsync(first);
        Assert.Equal((SealedStanding.Replaced, 2), (replaced.Standing, replaced.LatestVersion));
        Assert.Equal(new SealedEntry(EntryId: 1, Version: 1, CurrentVersion: 2), Assert.Single(replaced.Entries));
        Assert.Equal(SealedStanding.Current, (await ProofAsync(Pdf("1-1-SPEECH.pdf"))).Standing);
        Assert.Contains("version 2, in place of version 1", PdfTools.Text(Pdf("1-1-SPEECH.pdf")), StringComparison.Ordinal);
        Assert.Contains("Other words", PdfTools.Text(Pdf("1-1-SPEECH.pdf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sealed_with_a_good_certificate_elsewhere_it_is_still_not_ours()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await MakeAsync(month);

        var proof = await ProofAsync(await _trial.SealAsync(await fixture.Printer.PrintAsync("<title>forged</title>")));

        Assert.True(proof.Verdict.Intact);
        Assert.Equal(SealedStanding.NotOurs, proof.Standing);
    }

    [Fact]
    public async Task Two_runs_at_once_make_each_log_once()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync([.. Enumerable.Range(1, 6).Select(id => ClaimMonth.Session(id, $"S{id}", 6))]);

        var both = await Task.WhenAll(MakeAsync(month), MakeAsync(month));

        Assert.Equal(6, both.Sum(run => run.Made));
        Assert.Equal([6L], await month.QueryAsync<long>("select count(*) from billing.session_log where district_id = @DistrictId"));
    }

    [Fact]
    public async Task Sixty_sessions_with_the_longest_notes_paginate_with_a_header_and_a_number_on_each_page()
    {
        var month = await ClaimMonth.CreateAsync(database);
        var note = string.Join(' ', Enumerable.Repeat("Practised the sound in words and short sentences.", 80))[..3990];
        await month.LogAsync([.. Enumerable.Range(1, 60).Select(id => Numbered(id, $"{note} END{id:00}"))]);

        await MakeAsync(month);
        await WriteAsync(month);

        var pdf = Pdf("1-1-SPEECH.pdf");
        Assert.Contains("Signature is Valid.", PdfTools.Signatures(pdf), StringComparison.Ordinal);
        PdfTools.Check(pdf);
        var pages = PdfTools.Text(pdf).TrimEnd('\f', '\n').Split('\f');
        Assert.All(pages.Select((text, i) => (text, number: i + 1)), page =>
        {
            Assert.Contains($"Page {page.number} of {pages.Length}", page.text, StringComparison.Ordinal);
            Assert.Equal(page.text.Contains("Note:", StringComparison.Ordinal), page.text.Contains("Attendance", StringComparison.Ordinal));
        });
        Assert.All(Enumerable.Range(1, 60), id => Assert.Contains("Signed elsewhere:", Assert.Single(pages, page => page.Contains($"END{id:00}", StringComparison.Ordinal)), StringComparison.Ordinal));
    }

    private static EntryBuilder Numbered(int id, string note) =>
        ClaimMonth.Session(id, "S1", 1 + (id % 28)).At(8 + (id / 28), 0, 30).Log(log => log with { Note = note });

    private Task<SessionLogsMade> MakeAsync(ClaimMonth month) =>
        new SessionLogMonth(database.DataSource, StoredDistrict.Clock, fixture.Printer, _trial.Certificate, new MinutesLedger())
            .MakeAsync(month.DistrictId, ClaimMonth.October, ClaimMonth.Who);

    private Task<SessionLogsWritten> WriteAsync(ClaimMonth month) =>
        new SessionLogFolder(database.DataSource, new MinutesLedger()).WriteAsync(month.DistrictId, ClaimMonth.October, _folder.FullName);

    private Task<SessionLogProof> ProofAsync(byte[] pdf) => SessionLogProof.OfAsync(database.DataSource, new MinutesLedger(), pdf);

    private byte[] Pdf(string name) => File.ReadAllBytes(Path.Combine(_folder.FullName, name));
}

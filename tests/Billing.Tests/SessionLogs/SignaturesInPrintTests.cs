using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

public sealed class SignaturesInPrintTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly SessionLogPages _pages = new(database);

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task A_signature_given_here_says_who_with_which_licence_when_and_over_which_content()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(Unsigned(1, 6));
        await SignAsync(month, 1, new(1, 1));

        var lines = await _pages.LinesAsync(month);

        Assert.Contains(lines, line => line.StartsWith("Signed here: P1 Provider, speech-language pathologist, license L-1, Nov 9, 2026, 12:00 PM. SHA-256 ", StringComparison.Ordinal));
        var hash = Assert.Single(await month.QueryAsync<string>("select encode(content_hash, 'hex') from intake.signature where district_id = @DistrictId"));
        Assert.Contains(lines, line => line.StartsWith("Signed here:", StringComparison.Ordinal) && line.EndsWith($"SHA-256 {hash}", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("By signing “", StringComparison.Ordinal) && line.Contains(Statement(month, SignatureKind.Signed), StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("Signed elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vendors_word_is_told_apart_and_so_is_no_signature()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), Unsigned(2, 7));

        var lines = await _pages.LinesAsync(month);

        Assert.Contains("Signed elsewhere: P1, Oct 6, 2026, 4:00 PM", lines);
        Assert.Contains("Signed: not signed", lines);
        Assert.Contains(lines, line => line.StartsWith("Signed elsewhere As stated by the file", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("Signed here", StringComparison.Ordinal) || line.StartsWith("By signing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_after_the_signature_shows_until_it_is_signed_again()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(Unsigned(1, 6));
        await SignAsync(month, 1, new(1, 1));
        await CorrectAsync(month, 2, LogField.Note, "Initial /s/ in words.");

        var changed = await _pages.LinesAsync(month);
        await SignAsync(month, 1, new(1, 3));
        var again = await _pages.LinesAsync(month);

        Assert.Contains(changed, line => line.StartsWith("Signed here:", StringComparison.Ordinal) && line.EndsWith("changed after this signature", StringComparison.Ordinal));
        Assert.DoesNotContain(again, line => line.EndsWith("changed after this signature", StringComparison.Ordinal));
        Assert.Single(again, line => line.StartsWith("Corrected:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_supervisor_is_named_with_credential_and_licence_or_by_the_files_word()
    {
        var month = await AssistantsMonthAsync();
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6).By("A1"), ClaimMonth.Session(2, "S1", 7).By("A1").Log(log => log with { CosignedBy = "P1", CosignedAt = log.SignedAt }));
        await SignAsync(month, 1, new(1, 1), SignatureKind.Cosigned);

        var lines = await _pages.LinesAsync(month, "1-5-SPEECH");

        Assert.Contains(lines, line => line.StartsWith("Co-signed here: P1 Provider, speech-language pathologist, license L-1, Nov 9, 2026", StringComparison.Ordinal));
        Assert.Contains("Co-signed elsewhere: P1 Provider, Oct 7, 2026, 4:00 PM", lines);
        Assert.Contains(lines, line => line.StartsWith("By co-signing “", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missed_session_shows_its_note_and_its_signature_too()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6).Log(log => log with { Attendance = "A", Note = "Home with a cold." }));

        var lines = await _pages.LinesAsync(month);

        Assert.Contains("Note: Home with a cold.", lines);
        Assert.Contains("Signed elsewhere: P1, Oct 6, 2026, 4:00 PM", lines);
    }

    private static EntryBuilder Unsigned(int id, int day) =>
        ClaimMonth.Session(id, "S1", day).Log(log => log with { SignedBy = "", SignedAt = null });

    private async Task<ClaimMonth> AssistantsMonthAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ExecuteAsync(
            """
            insert into intake.provider (district_id, provider_id, provider_number, last_name, first_name, employed_from, import_file_id)
            select district_id, 5, 'A1', 'Assistant', 'Ada', '2026-01-01', import_file_id from intake.provider where district_id = @DistrictId and provider_id = 1;
            insert into intake.credential (district_id, provider_id, credential, valid_from, license_number, supervisor_number)
            values (@DistrictId, 5, 'SLPA', '2026-01-01', 'L-5', 'P1')
            """);
        return month;
    }

    private async Task SignAsync(ClaimMonth month, long providerId, SessionToSign session, SignatureKind kind = SignatureKind.Signed) =>
        Assert.IsType<SigningOutcome.Done>(await new SessionSigning(database.DataSource, StoredDistrict.Clock).SignAsync(
            month.DistrictId, await month.District.PersonAsync(UserRole.Clerk), providerId, kind, [session], Statement(month, kind)));

    private string Statement(ClaimMonth month, SignatureKind kind) =>
        new SessionSigning(database.DataSource, StoredDistrict.Clock).StatementOf(month.District.District, kind);

    private async Task CorrectAsync(ClaimMonth month, int version, string field, string text) =>
        Assert.IsType<CorrectionOutcome.Corrected>(await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            month.DistrictId, 1, version, new Dictionary<string, string> { [field] = text }, StoredDistrict.Change));
}

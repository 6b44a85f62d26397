using System.Text;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

public sealed class SessionLogFolderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-session-logs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Each_student_provider_and_service_has_a_file_named_by_ids()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7), ClaimMonth.Therapy(3, "S1", 8, 9, 30), ClaimMonth.Session(4, "S2", 6),
            ClaimMonth.Session(5, "S404", 13));

        var written = await WriteAsync(month);

        Assert.Equal(new SessionLogsWritten(Documents: 3, Sealed: 0, Written: 3, Removed: 0, Sessions: 4), written);
        Assert.Equal(["1-1-SPEECH.html", "1-2-OT.html", "2-1-SPEECH.html"], Names());
    }

    [Fact]
    public async Task A_second_run_writes_nothing_and_removes_what_is_stale()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await WriteAsync(month);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "9-9-SPEECH.html"), "of a session that was corrected since");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "README.html"), "not ours");

        var again = await WriteAsync(month);

        Assert.Equal(new SessionLogsWritten(Documents: 1, Sealed: 0, Written: 0, Removed: 1, Sessions: 1), again);
        Assert.Equal(["1-1-SPEECH.html", "README.html"], Names());
    }

    [Fact]
    public async Task No_service_names_a_file_with_blanks_or_outside_the_folder()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6).Of("../x y"));

        await WriteAsync(month);

        Assert.Equal(["1-1-~002e~002e~002fx~0020y.html"], Names());
    }

    [Fact]
    public async Task What_was_logged_is_text_and_never_markup()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6).Log(log => log with { Note = "<script>alert('x')</script> & more", Activity = "\"quoted\"" }));

        await WriteAsync(month);

        var html = Read("1-1-SPEECH.html");
        Assert.Contains("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; more", html, StringComparison.Ordinal);
        Assert.Contains("&quot;quoted&quot;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_with_an_absence_its_make_up_and_a_co_signature_reads_like_this()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ExecuteAsync("update ops.district set name = 'Maple Grove School District' where district_id = @DistrictId");
        await month.ExecuteAsync("update intake.student set last_name = 'Peña-O''Brien', first_name = 'José', middle_name = 'Ángel' where district_id = @DistrictId");
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6).Log(log => log with { CosignedBy = "P2", CosignedAt = log.SignedAt!.Value.AddDays(1) }),
            ClaimMonth.Session(2, "S1", 7).Log(log => log with { Attendance = "SNA" }),
            ClaimMonth.Session(3, "S1", 8).Log(log => log with { Attendance = "MU", MakeupFor = new(2026, 10, 7), MinutesAway = 5 }),
            ClaimMonth.Session(4, "S1", 12),
            ClaimMonth.Session(5, "S1", 13).Log(log => log with { SignedBy = "", SignedAt = null, Telehealth = true }));

        await WriteAsync(month);

        Golden.Same("tests/Billing.Tests/Goldens/session-log.html", Encoding.UTF8.GetBytes(Read("1-1-SPEECH.html")));
    }

    private Task<SessionLogsWritten> WriteAsync(ClaimMonth month) =>
        new SessionLogFolder(database.DataSource, new MinutesLedger()).WriteAsync(month.DistrictId, ClaimMonth.October, _folder.FullName);

    private IEnumerable<string> Names() => _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name));
}

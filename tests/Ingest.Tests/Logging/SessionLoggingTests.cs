using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Npgsql;

namespace MedicaidLogs.Ingest.Tests.Logging;

public sealed class SessionLoggingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly Guid _form = new("0b0e5b1e-7d3c-4b7a-9c43-6f1f6f0e9a11");

    private SessionLogging Logging => new(database.DataSource, StoredDistrict.Clock);

    [Fact]
    public async Task A_posted_form_is_an_entry_with_its_verdict_at_once()
    {
        var (district, sender) = await ProviderAsync();

        var logged = Assert.IsType<LoggingOutcome.Logged>(await Logging.PostAsync(sender, Form("S1")));

        var session = Assert.Single(logged.Sessions);
        Assert.Equal(["LOG_UNSIGNED"], session.Findings.Select(finding => finding.Code));
        Assert.True(session.Delivered);
        var entry = await EntryAsync(district, session.EntryId);
        Assert.Equal(("page", _form.ToString("N") + "-1", null, null), (entry.Source, entry.RowId, entry.ImportFileId, entry.LineNumber));
        Assert.Equal("7 of 10", entry.Log.Progress);
    }

    [Fact]
    public async Task It_is_signed_like_any_other_and_then_billable()
    {
        var (district, sender) = await ProviderAsync();
        var logged = (LoggingOutcome.Logged)await Logging.PostAsync(sender, Form("S1"));
        var signing = new SessionSigning(database.DataSource, StoredDistrict.Clock);

        Assert.IsType<SigningOutcome.Done>(await signing.SignAsync(
            district.DistrictId, sender.UserId, sender.ProviderId, SignatureKind.Signed, [new(logged.Sessions[0].EntryId, 1)],
            signing.StatementOf(district.District, SignatureKind.Signed)));

        Assert.True((await EntryAsync(district, logged.Sessions[0].EntryId)).Stored!.Value.Billable);
    }

    [Fact]
    public async Task The_same_form_twice_is_posted_once()
    {
        var (district, sender) = await ProviderAsync();
        await Logging.PostAsync(sender, Form("S1"));

        var both = await Task.WhenAll(Logging.PostAsync(sender, Form("S1")), Logging.PostAsync(sender, Form("S1").With(LogField.Place, "home")));

        Assert.All(both, outcome => Assert.IsType<LoggingOutcome.LoggedBefore>(outcome));
        Assert.Equal(1, await CountAsync(district, "intake.entry where source = 'page'"));
    }

    [Fact]
    public async Task What_the_checks_would_say_is_what_they_say_and_nothing_is_written()
    {
        var (district, sender) = await ProviderAsync();
        var form = Form("S1").With(LogField.Place, "the moon");

        var would = Assert.IsType<LoggingOutcome.Logged>(await Logging.PreviewAsync(sender, form));

        Assert.Equal(0, await CountAsync(district, "intake.entry where source = 'page'"));
        Assert.Equal(0, await CountAsync(district, "intake.session_form where true"));
        var says = Assert.IsType<LoggingOutcome.Logged>(await Logging.PostAsync(sender, form));
        Assert.Contains("POS_VALID", would.Sessions[0].Findings.Select(finding => finding.Code));
        Assert.Equal(would.Sessions[0].Findings, says.Sessions[0].Findings);
    }

    [Fact]
    public async Task A_group_is_an_entry_for_each_student_with_what_is_the_students_own()
    {
        var (district, sender) = await ProviderAsync("S1", "S2");
        var form = Form("S1", "S2").With(LogField.Mode, "group");
        form = form with { Students = [form.Students[0], new Dictionary<string, string>(form.Students[1]) { [LogField.Attendance] = "A", [LogField.Note] = "Sick." }] };

        var logged = Assert.IsType<LoggingOutcome.Logged>(await Logging.PostAsync(sender, form));

        Assert.Equal([true, false], logged.Sessions.Select(session => session.Delivered));
        var second = await EntryAsync(district, logged.Sessions[1].EntryId);
        Assert.Equal(("S2", "A", "Sick.", _form.ToString("N")), (second.Log.StudentNumber, second.Log.Attendance, second.Log.Note, second.Log.GroupKey));
    }

    [Fact]
    public async Task What_cannot_be_posted_is_kept_as_it_was_typed()
    {
        var (district, sender) = await ProviderAsync();
        var form = Form("S1").With(LogField.Start, "half past nine").With(LogField.Service, "");

        var incomplete = Assert.IsType<LoggingOutcome.Incomplete>(await Logging.PostAsync(sender, form));

        Assert.Equal([LogField.Service, LogField.Start], incomplete.Problems.Keys.Select(field => field.Name).Order(StringComparer.Ordinal));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var draft = Assert.Single(await FormDraft.ListAsync(connection, district.DistrictId, sender.ProviderId));
        Assert.Equal("half past nine", draft.Form.SharedText(LogField.Start));
        Assert.Equal("7 of 10", draft.Form.TextOf(0, LogField.Progress));
    }

    [Theory]
    [InlineData("S2")] // of the district, and nobody whom P1 serves
    [InlineData("S404")]
    public async Task A_student_of_another_caseload_cannot_be_logged(string student)
    {
        var (_, sender) = await ProviderAsync();

        var incomplete = Assert.IsType<LoggingOutcome.Incomplete>(await Logging.PostAsync(sender, Form(student)));

        Assert.Equal([new FormField(0, LogField.StudentNumber)], incomplete.Problems.Keys);
    }

    [Theory]
    [InlineData("2026-11-10", "09:30")]
    [InlineData("2026-11-09", "12:01")]
    public async Task A_session_that_is_not_over_waits_as_a_draft(string date, string end)
    {
        var (_, sender) = await ProviderAsync();

        var incomplete = Assert.IsType<LoggingOutcome.Incomplete>(
            await Logging.PostAsync(sender, Form("S1").With(LogField.Date, date).With(LogField.End, end)));

        Assert.Equal([new FormField(null, LogField.Date)], incomplete.Problems.Keys);
    }

    [Fact]
    public async Task Several_students_are_no_individual_session()
    {
        var (_, sender) = await ProviderAsync("S1", "S2");

        var incomplete = Assert.IsType<LoggingOutcome.Incomplete>(await Logging.PostAsync(sender, Form("S1", "S2")));

        Assert.Equal([new FormField(null, LogField.Mode)], incomplete.Problems.Keys);
    }

    [Fact]
    public async Task Another_providers_form_is_not_there()
    {
        var (district, sender) = await ProviderAsync();
        await Logging.SaveDraftAsync(sender, Form("S1"));
        var other = sender with { ProviderId = 2 };

        Assert.IsType<LoggingOutcome.NotFound>(await Logging.PostAsync(other, Form("S1").With(LogField.Place, "home")));
        Assert.Null(await Logging.SaveDraftAsync(other, Form("S1")));
        Assert.False(await Logging.DiscardDraftAsync(other));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Null(await FormDraft.FindAsync(connection, district.DistrictId, 2, _form));
    }

    [Fact]
    public async Task A_draft_can_be_thrown_away_and_a_posted_form_cannot_be_changed()
    {
        var (district, sender) = await ProviderAsync();
        await Logging.SaveDraftAsync(sender, Form("S1"));
        Assert.True(await Logging.DiscardDraftAsync(sender));

        await Logging.PostAsync(sender, Form("S1"));

        Assert.False(await Logging.DiscardDraftAsync(sender));
        Assert.Null(await Logging.SaveDraftAsync(sender, SessionForm.Empty));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(
            "update intake.session_form set typed = '{}' where district_id = @DistrictId", new { district.DistrictId }));
    }

    [Fact]
    public async Task A_log_that_a_file_brought_already_is_told()
    {
        var (district, sender) = await ProviderAsync();
        await district.LogAsync(An.Entry().Id(7).On(new DateOnly(2026, 10, 29)));

        var logged = Assert.IsType<LoggingOutcome.Logged>(await Logging.PreviewAsync(sender, Form("S1")));

        Assert.Contains("DUP_LOG", logged.Sessions[0].Findings.Select(finding => finding.Code));
    }

    /// <summary>P1 with a caseload: each of the students was served in October.</summary>
    private async Task<(StoredDistrict District, FormSender Sender)> ProviderAsync(params string[] students)
    {
        var district = await StoredDistrict.CreateAsync(
            database, new DistrictBuilder().With(DistrictBuilder.Student("S2", 2)).With(DistrictBuilder.Provider("P2", 2)));
        string[] served = students.Length > 0 ? students : ["S1"];
        await district.LogAsync([.. served.Select((student, index) => An.Entry().Id(index + 1).At(8 + index, 0, 30).For(student))]);
        return (district, new(district.DistrictId, 1, await district.PersonAsync(UserRole.Clerk), _form));
    }

    /// <summary>Half an hour of speech on Thursday, 29 October.</summary>
    private static SessionForm Form(params string[] students) => new(
        new Dictionary<string, string>
        {
            [LogField.Service] = "SPEECH",
            [LogField.Mode] = "individual",
            [LogField.Date] = "2026-10-29",
            [LogField.Start] = "09:00",
            [LogField.End] = "09:30",
            [LogField.Place] = "school",
            [LogField.Telehealth] = "no",
            [LogField.Activity] = "articulation cards",
        },
        [.. students.Select(student => new Dictionary<string, string>
        {
            [LogField.StudentNumber] = student,
            [LogField.Attendance] = "P",
            [LogField.MinutesAway] = "0",
            [LogField.Objective] = "1",
            [LogField.Progress] = "7 of 10",
            [LogField.Note] = $"{student} said initial /r/ in words with one cue.",
        })]);

    private async Task<Entry> EntryAsync(StoredDistrict district, long entryId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        return Assert.Single(await EntryReader.ByIdsAsync(transaction, district.DistrictId, [entryId], default));
    }

    private async Task<long> CountAsync(StoredDistrict district, string rows)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows} and district_id = @DistrictId", new { district.DistrictId });
    }
}

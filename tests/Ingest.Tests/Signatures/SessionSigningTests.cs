using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Npgsql;

namespace MedicaidLogs.Ingest.Tests.Signatures;

public sealed class SessionSigningTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly FixedClock _dayAfter = new(new(2026, 10, 7, 17, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_unsigned_session_is_signed_and_billable()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        Assert.Contains("LOG_UNSIGNED", await CodesAsync(district, 1));

        var done = Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 1, [new(1, 1)]));

        Assert.Equal([1L], done.EntryIds);
        var entry = await EntryAsync(district, 1);
        Assert.Equal((2, 2, true, "P1 Provider", _dayAfter.GetUtcNow()), (entry.Version, entry.SignedVersion, entry.SignedHere, entry.Log.SignedBy, entry.Log.SignedAt!.Value));
        Assert.True(entry.Stored!.Value.Billable);
        Assert.Equal(["LOG_HOLD"], await CodesAsync(district, 1));
    }

    [Fact]
    public async Task The_record_says_who_signed_what_with_which_licence()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        var statement = Statement(district, SignatureKind.Signed);

        await SignAsync(district, 1, [new(1, 1)]);

        var record = Assert.Single(await RecordsAsync(district));
        Assert.Equal((2, "signed", 1L, "P1 Provider", "SLP"), (record.EntryVersion, record.Kind, record.ProviderId, record.PrintedName, record.Credential));
        Assert.Equal((await LicenceAsync(district, 1), statement), (record.LicenseNumber, record.Statement));
        Assert.Equal(RowHash.OfAttested((await EntryAsync(district, 1)).Log), record.ContentHash);
    }

    [Fact]
    public async Task Sessions_signed_at_once_are_checked_with_their_siblings()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1), Unsigned(2).At(10, 0, 30), An.Entry().Id(3).At(11, 0, 30));
        Assert.True((await EntryAsync(district, 3)).Stored!.Value.Billable);

        // The plan gives two half hours a week: with the first two signed there is no room for the third.
        var done = Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 1, [new(1, 1), new(2, 1)]));

        Assert.Equal([3L], done.SiblingsChanged);
        Assert.False((await EntryAsync(district, 3)).Stored!.Value.Billable);
    }

    [Fact]
    public async Task A_change_after_signing_asks_for_another_signature_and_both_stay_readable()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await SignAsync(district, 1, [new(1, 1)]);
        await CorrectAsync(district, 1, 2, LogField.Note, "Initial /s/ in words.");
        Assert.Contains("LOG_EDITED", await CodesAsync(district, 1));

        Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 1, [new(1, 3)]));

        Assert.DoesNotContain("LOG_EDITED", await CodesAsync(district, 1));
        var records = await RecordsAsync(district);
        Assert.Equal([2, 4], records.Select(record => record.EntryVersion));
        Assert.NotEqual(records[0].ContentHash, records[1].ContentHash);
        Assert.Equal([4], await OnTheLogAsync(district));
    }

    [Fact]
    public async Task On_the_session_log_a_correction_is_an_addendum_and_signing_is_none()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await SignAsync(district, 1, [new(1, 1)]);
        await CorrectAsync(district, 1, 2, LogField.Note, "Initial /s/ in words.");
        await SignAsync(district, 1, [new(1, 3)]);

        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal([3], await connection.QueryAsync<int>(
            "select version from intake.entry_addendum where district_id = @DistrictId", new { district.DistrictId }));
    }

    [Theory]
    [InlineData(LogField.Place, "home")]
    [InlineData(LogField.GroupKey, "G7")]
    [InlineData(LogField.MakeupFor, "2026-10-05")]
    public async Task The_offices_own_fields_need_no_other_signature(string field, string text)
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await SignAsync(district, 1, [new(1, 1)]);

        await CorrectAsync(district, 1, 2, field, text);

        Assert.DoesNotContain("LOG_EDITED", await CodesAsync(district, 1));
        Assert.Equal([2], await OnTheLogAsync(district));
    }

    [Theory]
    [InlineData(LogField.Mode, "group")]
    [InlineData(LogField.Start, "09:05")]
    [InlineData(LogField.End, "09:25")]
    [InlineData(LogField.MinutesAway, "5")]
    [InlineData(LogField.Attendance, "A")]
    [InlineData(LogField.Telehealth, "yes")]
    [InlineData(LogField.Service, "OT")]
    [InlineData(LogField.Date, "2026-10-05")]
    [InlineData(LogField.Objective, "2")]
    [InlineData(LogField.Activity, "Reading aloud.")]
    [InlineData(LogField.Progress, "6 of 10")]
    [InlineData(LogField.Note, "Initial /s/ in words.")]
    [InlineData(LogField.Vehicle, "BUS-7")]
    public async Task Everything_else_is_the_providers_to_sign_again(string field, string text)
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await SignAsync(district, 1, [new(1, 1)]);

        Assert.IsType<CorrectionOutcome.Corrected>(await CorrectAsync(district, 1, 2, field, text));

        Assert.True((await EntryAsync(district, 1)) is { Version: 3, ContentVersion: 3, SignedVersion: 2 });
    }

    [Fact]
    public async Task A_file_does_not_undo_a_signature_given_here()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await SignAsync(district, 1, [new(1, 1)]);

        await district.LogAsync(Unsigned(1).Log(log => log with { Place = "home" }));
        Assert.True((await EntryAsync(district, 1)) is { SignedHere: true, Version: 3, SignedVersion: 2 });
        Assert.DoesNotContain("LOG_UNSIGNED", await CodesAsync(district, 1));

        await district.LogAsync(An.Entry().Log(log => log with { Note = "Initial /s/ in words." }));
        Assert.Contains("LOG_EDITED", await CodesAsync(district, 1));
    }

    [Fact]
    public async Task Where_a_vendors_signature_does_not_suffice_the_session_waits_for_one_given_here()
    {
        var district = await DistrictAsync();
        await district.OverrideAsync("log.vendorSignatures", "false");
        await district.LogAsync(An.Entry());
        Assert.Contains("LOG_UNSIGNED", await CodesAsync(district, 1));

        await SignAsync(district, 1, [new(1, 1)]);

        Assert.DoesNotContain("LOG_UNSIGNED", await CodesAsync(district, 1));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal("P1", await connection.ExecuteScalarAsync<string>(
            "select content ->> 'signed_by' from intake.entry_superseded where district_id = @DistrictId and version = 1", new { district.DistrictId }));
    }

    [Fact]
    public async Task Where_it_suffices_nothing_waits()
    {
        var district = await DistrictAsync();
        await district.LogAsync(An.Entry());

        AssertRefused(SigningRefusal.NotWaiting, await SignAsync(district, 1, [new(1, 1)]));
    }

    [Fact]
    public async Task A_provider_signs_her_own_sessions_alone()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1), Unsigned(2).By("P2").Log(log => log with { SignedBy = "" }).At(11, 0, 30));

        var refused = Assert.IsType<SigningOutcome.Refused>(await SignAsync(district, 1, [new(1, 1), new(2, 1)]));

        Assert.Equal([KeyValuePair.Create(2L, SigningRefusal.NotWaiting)], refused.Reasons);
        Assert.Equal(1, (await EntryAsync(district, 1)).Version);
        Assert.Empty(await RecordsAsync(district));
    }

    [Fact]
    public async Task Another_districts_session_is_not_there()
    {
        var theirs = await DistrictAsync();
        await theirs.LogAsync(Unsigned(1));

        AssertRefused(SigningRefusal.NotWaiting, await SignAsync(await DistrictAsync(), 1, [new(1, 1)]));
    }

    [Fact]
    public async Task Only_the_version_that_was_read_is_signed()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await CorrectAsync(district, 1, 1, LogField.Note, "Initial /s/ in words.");

        AssertRefused(SigningRefusal.Changed, await SignAsync(district, 1, [new(1, 1)]));
    }

    [Fact]
    public async Task Only_the_statement_that_was_read_is_signed()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));

        Assert.IsType<SigningOutcome.OtherStatement>(await SignAsync(district, 1, [new(1, 1)], statement: "I agree."));
    }

    [Fact]
    public async Task A_session_is_over_before_it_is_signed()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1).On(new(2026, 10, 7)).At(13, 1, 30).Log(log => log with { SignedBy = "", SignedAt = null }));

        AssertRefused(SigningRefusal.NotOver, await SignAsync(district, 1, [new(1, 1)]));
    }

    [Fact]
    public async Task A_billed_session_is_not_signed()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into billing.claim_line_entry (district_id, claim_id, line_number, service_month, entry_id, entry_version, charge_cents)
            values (@DistrictId, 1, 1, '2026-10-01', 1, 1, 2000)
            """,
            new { district.DistrictId });

        AssertRefused(SigningRefusal.Frozen, await SignAsync(district, 1, [new(1, 1)]));
    }

    [Fact]
    public async Task The_supervisor_whom_the_credential_names_cosigns()
    {
        var district = await WithAssistantAsync();
        await district.LogAsync(An.Entry());
        Assert.Contains("LOG_COSIGN", await CodesAsync(district, 1));

        AssertRefused(SigningRefusal.NotWaiting, await SignAsync(district, 3, [new(1, 1)], SignatureKind.Cosigned));
        Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned));

        Assert.DoesNotContain("LOG_COSIGN", await CodesAsync(district, 1));
        Assert.True((await EntryAsync(district, 1)) is { CosignedHere: true, SignedHere: false, SignedVersion: 1, Log.CosignedBy: "P2" });
        Assert.Equal([("cosigned", "SLP")], (await RecordsAsync(district)).Select(record => (record.Kind, record.Credential)));
    }

    [Fact]
    public async Task The_provider_signs_before_the_supervisor()
    {
        var district = await WithAssistantAsync();
        await district.LogAsync(Unsigned(1));

        AssertRefused(SigningRefusal.NotWaiting, await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned));
    }

    [Fact]
    public async Task What_is_signed_anew_after_a_change_is_cosigned_anew()
    {
        var district = await WithAssistantAsync();
        await district.LogAsync(An.Entry());
        await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned);
        await CorrectAsync(district, 1, 2, LogField.Note, "Initial /s/ in words.");

        await SignAsync(district, 1, [new(1, 3)]);

        Assert.Contains("LOG_COSIGN", await CodesAsync(district, 1));
        Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 2, [new(1, 4)], SignatureKind.Cosigned));
        Assert.Equal([4, 5], await OnTheLogAsync(district));
    }

    [Fact]
    public async Task A_supervisor_without_the_credential_on_the_day_does_not_cosign()
    {
        var district = await DistrictAsync(new DistrictBuilder()
            .With(DistrictBuilder.Provider("P1", 1, "SLPA", supervisor: "P2"))
            .With(DistrictBuilder.Provider("P2", 2, "OT")));
        await district.LogAsync(An.Entry());

        AssertRefused(SigningRefusal.NotQualified, await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned));
    }

    [Fact]
    public async Task Where_the_credential_names_nobody_the_supervision_records_say_who_cosigns()
    {
        var district = await DistrictAsync(Unnamed());
        await district.LogAsync(An.Entry());
        Assert.Superset(new HashSet<string> { "LOG_COSIGN", "PROV_SUPERVISOR" }, (await CodesAsync(district, 1)).ToHashSet());
        AssertRefused(SigningRefusal.NotWaiting, await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned));

        await SupervisedAsync(district, "2026-11-02", supervisorId: 2);
        Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned));

        Assert.DoesNotContain("LOG_COSIGN", await CodesAsync(district, 1));
        Assert.DoesNotContain("PROV_SUPERVISOR", await CodesAsync(district, 1));
    }

    [Fact]
    public async Task It_is_the_last_supervisor_before_the_session_who_cosigns()
    {
        var district = await DistrictAsync(Unnamed());
        await district.LogAsync(An.Entry());
        await SupervisedAsync(district, "2026-09-01", supervisorId: 3);
        await SupervisedAsync(district, "2026-09-20", supervisorId: 2);
        await SupervisedAsync(district, "2026-10-07", supervisorId: 3);

        AssertRefused(SigningRefusal.NotWaiting, await SignAsync(district, 3, [new(1, 1)], SignatureKind.Cosigned));
        Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned));
    }

    [Fact]
    public async Task A_supervision_record_takes_nothing_from_the_supervisor_whom_the_credential_names()
    {
        var district = await WithAssistantAsync();
        await district.LogAsync(An.Entry());
        await SupervisedAsync(district, "2026-10-05", supervisorId: 3);

        AssertRefused(SigningRefusal.NotWaiting, await SignAsync(district, 3, [new(1, 1)], SignatureKind.Cosigned));
        Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 2, [new(1, 1)], SignatureKind.Cosigned));
    }

    [Fact]
    public async Task The_trail_names_the_sessions_and_holds()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));

        await SignAsync(district, 1, [new(1, 1)]);

        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal(
            """{"entries": [{"entry": 1, "version": 2}], "statementVersion": 1}""",
            await connection.ExecuteScalarAsync<string>(
                "select detail::text from ops.audit_event where district_id = @DistrictId and action = 'entries.signed'", new { district.DistrictId }));
        Assert.Null(await AuditTrail.VerifyAsync(connection, district.DistrictId));
    }

    [Fact]
    public async Task Nobody_changes_a_signature()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        await SignAsync(district, 1, [new(1, 1)]);

        await using var connection = await database.DataSource.OpenConnectionAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(
            "update intake.signature set printed_name = 'Someone Else' where district_id = @DistrictId", new { district.DistrictId }));

        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    private static EntryBuilder Unsigned(long id) => An.Entry().Id(id).Log(log => log with { SignedBy = "", SignedAt = null });

    private Task<StoredDistrict> DistrictAsync(DistrictBuilder? builder = null) => StoredDistrict.CreateAsync(
        database, builder ?? new DistrictBuilder().With(DistrictBuilder.Provider("P2", 2)), _dayAfter);

    private Task<StoredDistrict> WithAssistantAsync() => DistrictAsync(new DistrictBuilder()
        .With(DistrictBuilder.Provider("P1", 1, "SLPA", supervisor: "P2"))
        .With(DistrictBuilder.Provider("P2", 2))
        .With(DistrictBuilder.Provider("P3", 3)));

    private static DistrictBuilder Unnamed() => new DistrictBuilder()
        .With(DistrictBuilder.Provider("P1", 1, "SLPA", supervisor: ""))
        .With(DistrictBuilder.Provider("P2", 2))
        .With(DistrictBuilder.Provider("P3", 3));

    /// <summary>The assistant P1 was supervised, as a file of supervision says.</summary>
    private async Task SupervisedAsync(StoredDistrict district, string on, long supervisorId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into intake.supervision (district_id, provider_id, supervisor_id, supervised_on, kind, import_file_id)
            select @DistrictId, 1, @supervisorId, @on::date, 'direct', min(import_file_id) from intake.import_file where district_id = @DistrictId
            """,
            new { district.DistrictId, supervisorId, on });
    }

    private async Task<SigningOutcome> SignAsync(
        StoredDistrict district, long providerId, IReadOnlyCollection<SessionToSign> sessions, SignatureKind kind = SignatureKind.Signed,
        string? statement = null) =>
        await new SessionSigning(database.DataSource, _dayAfter).SignAsync(
            district.DistrictId, await district.PersonAsync(UserRole.Clerk), providerId, kind, sessions, statement ?? Statement(district, kind));

    private string Statement(StoredDistrict district, SignatureKind kind) =>
        new SessionSigning(database.DataSource, _dayAfter).StatementOf(district.District, kind);

    private Task<CorrectionOutcome> CorrectAsync(StoredDistrict district, long entryId, int version, string field, string text) =>
        new CorrectionService(database.DataSource, _dayAfter).CorrectAsync(
            district.DistrictId, entryId, version, new Dictionary<string, string> { [field] = text }, StoredDistrict.Change);

    private async Task<Entry> EntryAsync(StoredDistrict district, long entryId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        return (await EntryReader.ByIdsAsync(transaction, district.DistrictId, [entryId], default)).Single();
    }

    private async Task<IReadOnlyList<string>> CodesAsync(StoredDistrict district, long entryId)
    {
        var entry = await EntryAsync(district, entryId);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var standing = await FindingStore.StandingOfEntriesAsync(
            transaction, district.DistrictId, [entryId], [EntryWriter.MonthOf(entry.Date)], default);
        return [.. standing.Select(each => each.Finding.Code)];
    }

    private async Task<IReadOnlyList<Record>> RecordsAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<Record>(
                """
                select s.entry_version, s.kind, s.provider_id, s.printed_name, s.credential, s.license_number, t.statement, s.content_hash
                from intake.signature s
                join intake.signing_statement t using (district_id, statement_version)
                where s.district_id = @DistrictId
                order by s.entry_version
                """,
                new { district.DistrictId }),
        ];
    }

    private async Task<string?> LicenceAsync(StoredDistrict district, long providerId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>(
            "select license_number from intake.credential where district_id = @DistrictId and provider_id = @providerId", new { district.DistrictId, providerId });
    }

    private async Task<IReadOnlyList<int>> OnTheLogAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<int>(
                "select entry_version from intake.signature_of_log where district_id = @DistrictId order by entry_version", new { district.DistrictId }),
        ];
    }

    private static void AssertRefused(SigningRefusal reason, SigningOutcome outcome) =>
        Assert.Equal([KeyValuePair.Create(1L, reason)], Assert.IsType<SigningOutcome.Refused>(outcome).Reasons);

    private sealed record Record(
        int EntryVersion, string Kind, long ProviderId, string PrintedName, string Credential, string LicenseNumber, string Statement, byte[] ContentHash);
}

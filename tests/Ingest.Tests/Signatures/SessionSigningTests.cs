using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Npgsql;

namespace MedicaidLogs.Ingest.Tests.Signatures;

/// <summary>Who may sign what, and what is kept of it.</summary>
public sealed class SessionSigningTests(DatabaseFixture database) : SigningTests(database)
{
    [Fact]
    public async Task An_unsigned_session_is_signed_and_billable()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));
        Assert.Contains("LOG_UNSIGNED", await CodesAsync(district, 1));

        var done = Assert.IsType<SigningOutcome.Done>(await SignAsync(district, 1, [new(1, 1)]));

        Assert.Equal([1L], done.EntryIds);
        var entry = await EntryAsync(district, 1);
        Assert.Equal((2, 2, true, "P1 Provider", DayAfter.GetUtcNow()), (entry.Version, entry.SignedVersion, entry.SignedHere, entry.Log.SignedBy, entry.Log.SignedAt!.Value));
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
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into billing.claim_line_entry (district_id, claim_id, line_number, service_month, entry_id, entry_version, charge_cents)
            values (@DistrictId, 1, 1, '2026-10-01', 1, 1, 2000)
            """,
            new { district.DistrictId });

        AssertRefused(SigningRefusal.Frozen, await SignAsync(district, 1, [new(1, 1)]));
    }

    [Fact]
    public async Task The_trail_names_the_sessions_and_holds()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Unsigned(1));

        await SignAsync(district, 1, [new(1, 1)]);

        await using var connection = await Database.DataSource.OpenConnectionAsync();
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

        await using var connection = await Database.DataSource.OpenConnectionAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(
            "update intake.signature set printed_name = 'Someone Else' where district_id = @DistrictId", new { district.DistrictId }));

        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    private async Task<string?> LicenceAsync(StoredDistrict district, long providerId)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>(
            "select license_number from intake.credential where district_id = @DistrictId and provider_id = @providerId", new { district.DistrictId, providerId });
    }
}

using Dapper;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Signatures;

/// <summary>What a change, a file or a vendor does to a signature.</summary>
public sealed class SignedAndChangedTests(DatabaseFixture database) : SigningTests(database)
{
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

        await using var connection = await Database.DataSource.OpenConnectionAsync();
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
        await using var connection = await Database.DataSource.OpenConnectionAsync();
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
}

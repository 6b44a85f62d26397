using Dapper;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Signatures;

/// <summary>Who co-signs an assistant's session.</summary>
public sealed class CosigningTests(DatabaseFixture database) : SigningTests(database)
{
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
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into intake.supervision (district_id, provider_id, supervisor_id, supervised_on, kind, import_file_id)
            select @DistrictId, 1, @supervisorId, @on::date, 'direct', min(import_file_id) from intake.import_file where district_id = @DistrictId
            """,
            new { district.DistrictId, supervisorId, on });
    }
}

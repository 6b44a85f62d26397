using Dapper;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Records;

/// <summary>October 2026 with records to be mended: a student without consent, one who has it, a provider whose licence ran out on October 9.</summary>
public sealed class RecordsMonth : WebFixture
{
    /// <summary>Without any consent; two sessions of $20.00 wait for one.</summary>
    public const long NoConsent = 2;

    /// <summary>With a consent, and one session of $20.00.</summary>
    public const long Consented = 3;

    /// <summary>The licence ran out; three sessions of $20.00 after that, with S4, and one before.</summary>
    public const long LapsedProvider = 2;

    /// <summary>One session of 30 minutes that the staff missed; nothing else was logged.</summary>
    public const long StaffAway = 6;

    /// <summary>The builder numbers its consents itself.</summary>
    private const string StartConsents = "insert into ops.counter (district_id, name, next_value) values (@DistrictId, 'consent', 100)";

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Student("S2", NoConsent) with { Consents = [] })
            .With(DistrictBuilder.Student("S3", Consented))
            .With(DistrictBuilder.Student("S4", 4))
            .With(DistrictBuilder.Student("S5", 5) with { Eligibility = [new(5, new(2026, 1, 1), new(2026, 12, 31), OtherCoverage: false)] })
            .With(DistrictBuilder.Student("S6", StaffAway))
            .With(DistrictBuilder.Provider("P2", LapsedProvider) with
            {
                Credentials = [new Credential("SLP", new(2024, 1, 1), new(2026, 10, 9), "L-2", "")],
            }));
        await district.LogAsync(
            Session(1, "S2", day: 6), Session(2, "S2", day: 8),
            Session(3, "S3", day: 7), Session(8, "S5", day: 9),
            Session(9, "S6", day: 14).Log(log => log with { Attendance = "SNA" }),
            Session(4, "S4", day: 8).By("P2"), Session(5, "S4", day: 13).By("P2"), Session(6, "S4", day: 15).By("P2"), Session(7, "S4", day: 20).By("P2"));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(StartConsents, new { district.DistrictId });
        return district.DistrictId;
    }

    private static EntryBuilder Session(long id, string student, int day) =>
        An.Entry().Id(id).For(student).On(new DateOnly(2026, 10, day)).At(9, 30 * (int)(id % 2), 30).Log(log => log with { Note = $"Note {id}." });
}

using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.Ingest.Screening;
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

    /// <summary>Without an order for speech; one session of $20.00 waits for one.</summary>
    public const long NoOrder = 7;

    /// <summary>Whose speech ends; one session of $20.00 on October 22.</summary>
    public const long Ending = 8;

    /// <summary>The staff missed October 15; a make-up of October 23 names no day.</summary>
    public const long MadeUp = 10;

    /// <summary>Has a namesake on October's exclusion list; one session of $20.00 on October 27.</summary>
    public const long MaybeListed = 3;

    private const string List =
        """
        LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE
        PROVIDER,P3,,,IND- LIC HC SERV PRO,THERAPIST,,0000000000,19700203,1 MAIN ST,CONCORD,NH,03301,1128b4,20240520,00000000,00000000,
        """;

    /// <summary>The builder numbers its records itself.</summary>
    private const string StartCounters =
        "insert into ops.counter (district_id, name, next_value) values (@DistrictId, 'consent', 100), (@DistrictId, 'service-order', 100)";

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Student("S2", NoConsent) with { Consents = [] })
            .With(DistrictBuilder.Student("S3", Consented))
            .With(DistrictBuilder.Student("S4", 4))
            .With(DistrictBuilder.Student("S5", 5) with { Eligibility = [new(5, new(2026, 1, 1), new(2026, 12, 31), OtherCoverage: false)] })
            .With(DistrictBuilder.Student("S6", StaffAway))
            .With(DistrictBuilder.Student("S7", NoOrder) with { Orders = [] })
            .With(DistrictBuilder.Student("S8", Ending)).With(DistrictBuilder.Student("S9", 9))
            .With(DistrictBuilder.Student("S10", MadeUp))
            .With(DistrictBuilder.Provider("P3", MaybeListed))
            .With(DistrictBuilder.Provider("P2", LapsedProvider) with
            {
                Credentials = [new Credential("SLP", new(2024, 1, 1), new(2026, 10, 9), "L-2", "")],
            }));
        await district.LogAsync(
            Session(1, "S2", day: 6), Session(2, "S2", day: 8),
            Session(3, "S3", day: 7), Session(8, "S5", day: 9),
            Session(9, "S6", day: 14).Log(log => log with { Attendance = "SNA" }),
            Session(13, "S10", day: 15).Log(log => log with { Attendance = "SNA" }),
            Session(14, "S10", day: 23).Log(log => log with { Attendance = "MU" }),
            Session(10, "S7", day: 21), Session(11, "S8", day: 22), Session(12, "S9", day: 27).By("P3"),
            Session(4, "S4", day: 8).By("P2"), Session(5, "S4", day: 13).By("P2"), Session(6, "S4", day: 15).By("P2"), Session(7, "S4", day: 20).By("P2"));
        await new ExclusionScreening(database.DataSource, new FixedClock(Now)).ScreenAsync(
            district.DistrictId, new(2026, 10, 1), "UPDATED.csv", new MemoryStream(Encoding.UTF8.GetBytes(List)), Actor.Command("test"));
        await district.CheckStaleMonthsAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(StartCounters, new { district.DistrictId });
        return district.DistrictId;
    }

    private static EntryBuilder Session(long id, string student, int day) =>
        An.Entry().Id(id).For(student).On(new DateOnly(2026, 10, day)).At(9, 30 * (int)(id % 2), 30).Log(log => log with { Note = $"Note {id}." });
}

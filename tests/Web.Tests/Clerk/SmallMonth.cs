using System.Text;
using Dapper;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Clerk;

/// <summary>Nine sessions of October 2026, each worth $20.00 where it was held, at known verdicts; and one malformed line.</summary>
public sealed class SmallMonth : WebFixture
{
    /// <summary>Clean and billable; <see cref="Claimed"/> is one of them.</summary>
    public const long Clean = 1;

    public const long Claimed = 2;

    /// <summary>Clean and billable; the student was sick on <see cref="Absent"/>.</summary>
    public const long SecondClean = 3;

    public const long Absent = 4;

    /// <summary>Two of an unknown student, one with each provider.</summary>
    public const long UnknownStudent = 5;

    public const long UnknownStudentOfP2 = 6;

    /// <summary>Ends before it starts: worth nothing until it is fixed.</summary>
    public const long WrongTimes = 7;

    /// <summary>Signed two weeks after the session: a warning.</summary>
    public const long SignedLate = 8;

    /// <summary>Delivered, and rejected until an IEP objective is named.</summary>
    public const long NoObjective = 9;

    public const string SourceText = "r0009,S4,P1,SPEECH,individual,2026-10-08,09:30,10:00,\"cards, then\nthe \"\"moon\"\"\"";

    private const string InsertClaim = """
        insert into billing.month_close
            (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
        values (@districtId, '2026-10-01', 1, '2026-11-03T15:00Z', 'command:test', 0, 9, 1, 2000, 0);
        insert into billing.claim_line_entry (district_id, claim_id, line_number, service_month, entry_id, entry_version, charge_cents)
        values (@districtId, 1, 1, '2026-10-01', @Claimed, 1, 2000);
        insert into ops.counter (district_id, name, next_value) values (@districtId, 'claim', 2);
        """;

    private const string NameFile = """
        update intake.import_file
        set sha256 = @Hash, rows_total = rows_total + 1, rows_malformed = 1, file_name = 'october.csv'
        where district_id = @districtId and kind = 'logs';
        insert into intake.malformed_line (district_id, import_file_id, line_number, reason, raw_line)
        select @districtId, import_file_id, 11, 'column date: "13/45/2026" is not a date', convert_to('r0010,S1,P1,SPEECH,individual,13/45/2026', 'UTF8')
        from intake.import_file where district_id = @districtId and kind = 'logs';
        update intake.student set last_name = 'O''Neil-Garcia', first_name = 'Zoë' where district_id = @districtId and student_number = 'S1';
        update ops.district set name = 'Maple Grove School District' where district_id = @districtId;
        """;

    /// <summary>For a test that logs more.</summary>
    public StoredDistrict District { get; private set; } = null!;

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        District = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Student("S2", 2))
            .With(DistrictBuilder.Student("S3", 3))
            .With(DistrictBuilder.Student("S4", 4))
            .With(DistrictBuilder.Provider("P2", 2)));
        await District.LogAsync(
            Session(Clean, "S1", day: 6, hour: 9),
            Session(Claimed, "S2", day: 6, hour: 10),
            Session(SecondClean, "S3", day: 6, hour: 11),
            Session(Absent, "S3", day: 8, hour: 11).Log(log => log with { Attendance = "A" }),
            Session(UnknownStudent, "X9", day: 7, hour: 9),
            Session(UnknownStudentOfP2, "X9", day: 7, hour: 13).By("P2"),
            Session(WrongTimes, "S4", day: 7, hour: 11).Log(log => log with { End = new(10, 30) }),
            Session(SignedLate, "S4", day: 6, hour: 13).Log(log => log with { SignedAt = log.SignedAt!.Value.AddDays(14) }),
            Session(NoObjective, "S1", day: 8, hour: 10).Log(log => log with { Objective = "" }));
        var districtId = District.DistrictId;
        await using var connection = await DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var lines = string.Concat(Enumerable.Range(2, 8).Select(line => $"line {line}\r\n"));
        var file = await FileStore.PutAsync(
            transaction, districtId, new MemoryStream(Encoding.UTF8.GetBytes($"\uFEFFheader\r\n{lines}{SourceText}\r\nr0010\r\n")));
        await connection.ExecuteAsync(NameFile, new { districtId, file.Hash }, transaction);
        await connection.ExecuteAsync(InsertClaim, new { districtId, Claimed }, transaction);
        await transaction.CommitAsync();
        return districtId;
    }

    private static EntryBuilder Session(long id, string student, int day, int hour) =>
        An.Entry().Id(id).For(student).On(new DateOnly(2026, 10, day)).At(hour, 0, 30).Log(log => log with { Note = $"Note {id}." });
}

using System.Text;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>October 2026 of a stored district: speech pathologist P1, occupational therapists P2 and P3, driver P4, students S1 to S9.</summary>
internal sealed class ClaimMonth(DatabaseFixture database, StoredDistrict district)
{
    public static readonly DateOnly October = new(2026, 10, 1);

    public static PayerProfile Payer { get; } = PayerProfile.Shipped("nh-mmis");

    public static Actor Who { get; } = Actor.Command("test");

    public StoredDistrict District => district;

    public ClaimRelease Release => new(database.DataSource, StoredDistrict.Clock);

    public DistrictId DistrictId => district.DistrictId;

    /// <param name="change">Changes each of the students, as a <c>with</c> expression.</param>
    public static async Task<ClaimMonth> CreateAsync(DatabaseFixture database, Func<Student, Student>? change = null)
    {
        var builder = new DistrictBuilder().With(DistrictBuilder.Provider("P2", 2, "OT")).With(DistrictBuilder.Provider("P3", 3, "OT"))
            .With(DistrictBuilder.Provider("P4", 4, "DRIVER") with { Npi = "" })
            .Change((Provider provider) => provider with { ScreenedOn = new(2026, 11, 2) });
        for (var id = 1; id <= 9; id++)
        {
            var student = Student(id);
            builder.With(change is null ? student : change(student));
        }

        return new(database, await StoredDistrict.CreateAsync(database, builder));
    }

    /// <summary>Speech therapy, at a time of day of the student's own.</summary>
    public static EntryBuilder Session(int id, string student, int day) =>
        An.Entry().Id(id).For(student).On(new DateOnly(2026, 10, day)).At(8 + (student[^1] % 6), 0, 30);

    /// <summary>Occupational therapy, billed by the quarter hour.</summary>
    public static EntryBuilder Therapy(int id, string student, int day, int hour, int minutes, string provider = "P2") =>
        Session(id, student, day).By(provider).Of("OT").At(hour, 0, minutes);

    public Task LogAsync(params IReadOnlyList<EntryBuilder> entries) => district.LogAsync(entries);

    /// <summary>Another payer's decision on a procedure of a day in October.</summary>
    /// <param name="student">1 for S1.</param>
    /// <param name="adjustments">group:reason:cents, separated by blanks.</param>
    public Task PaidElsewhereAsync(int student, int day, string procedure, long paidCents, string adjustments, string payer = "GRANITE", int askedAs = 1) =>
        ExecuteAsync($"""
            insert into intake.other_payment
                (district_id, other_payment_id, student_id, service_date, procedure, payer_id, payer_name, asked_as, filing_indicator, member_id,
                 relationship, insured_last_name, insured_first_name, paid_on, paid_cents, adjustments, import_file_id)
            select @DistrictId, coalesce((select max(other_payment_id) from intake.other_payment where district_id = @DistrictId), 0) + 1,
                   {student}, '2026-10-{day:00}', '{procedure}', '{payer}', '{payer} Mutual', {askedAs}, 'CI', 'GM-1', '19', 'Student', 'Parent',
                   '2026-10-30', {paidCents}, '{adjustments}', (select min(import_file_id) from intake.import_file where district_id = @DistrictId)
            """);

    public Task<CloseOutcome> CloseAsync() => new MonthClose(database.DataSource, StoredDistrict.Clock).CloseAsync(DistrictId, October, Who);

    public Task<ClaimRunOutcome> BuildAsync(PayerProfile? payer = null, string? delayReason = null, Actor? who = null) =>
        new ClaimRun(database.DataSource, StoredDistrict.Clock).BuildAsync(DistrictId, October, payer ?? Payer, who ?? Who, delayReason);

    /// <summary>As if the store took no longer files.</summary>
    public Task<ClaimRunOutcome> BuildAsync(long fullFileBytes) =>
        new ClaimRun(database.DataSource, StoredDistrict.Clock) { FullFileBytes = fullFileBytes }.BuildAsync(DistrictId, October, Payer, Who);

    /// <summary>Logs, closes and builds; all of it must go.</summary>
    public async Task<ClaimRunOutcome.Built> BillAsync(params IReadOnlyList<EntryBuilder> entries)
    {
        await LogAsync(entries);
        Assert.IsType<CloseOutcome.Closed>(await CloseAsync());
        return Assert.IsType<ClaimRunOutcome.Built>(await BuildAsync());
    }

    /// <summary>Releases a run in the name of somebody who may.</summary>
    public async Task ReleaseAsync(long claimRunId) => Assert.IsType<ReleaseOutcome.Released>(
        await Release.ReleaseAsync(DistrictId, claimRunId, await district.PersonAsync(UserRole.Finance)));

    public async Task<byte[]> FileAsync(ClaimRunOutcome.Built built)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var stored = await FileStore.OpenAsync(connection, DistrictId, built.File.Hash);
        var bytes = new MemoryStream();
        await stored.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public async Task<string> TextAsync(ClaimRunOutcome.Built built) => Encoding.ASCII.GetString(await FileAsync(built));

    /// <summary>The file as it is written again from the stored claims.</summary>
    public async Task<byte[]> RebuiltAsync(ClaimRunOutcome.Built built)
    {
        var again = new MemoryStream();
        await new ClaimRebuild(database.DataSource).RebuildAsync(DistrictId, built.ClaimRunId, again);
        return again.ToArray();
    }

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, new { DistrictId })];
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { DistrictId });
    }

    /// <summary>Units, minutes and cents of each line, in the order of the file.</summary>
    public Task<List<(DateOnly Date, string Procedure, int Minutes, long UnitsMilli, long Cents)>> LinesAsync() =>
        QueryAsync<(DateOnly, string, int, long, long)>(
            """
            select service_date, procedure, minutes, units_milli, charge_cents
            from billing.claim_line where district_id = @DistrictId order by claim_id, line_number
            """);

    private static Student Student(int id) => DistrictBuilder.Student($"S{id}", id) with
    {
        MedicaidId = $"1000000000{id}",
        Eligibility = [new Eligibility(id, new DateOnly(2026, 1, 1), null, OtherCoverage: false)],
        Consents = [new Consent(id, "granted", new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 1))],
        Orders =
        [
            new ServiceOrder(10 + id, "SPEECH", new DateOnly(2026, 8, 15), null, "1234567893", ["F802"]),
            new ServiceOrder(20 + id, "OT", new DateOnly(2026, 8, 15), null, "1234567893", ["F82"]),
        ],
        Plans =
        [
            DistrictBuilder.Plan(id,
            [
                DistrictBuilder.Row(10 + id, "SPEECH", "30 min 5x/week"),
                DistrictBuilder.Row(20 + id, "OT", "1200 min per week"),
            ]),
        ],
    };
}

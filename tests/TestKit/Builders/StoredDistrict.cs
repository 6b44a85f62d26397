using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Districts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>A <see cref="DistrictBuilder"/>'s district in the store, and the shortest way to log sessions in it.</summary>
public sealed class StoredDistrict
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private int _files;
    private int _people;

    private StoredDistrict(NpgsqlDataSource database, District district, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
        District = district;
    }

    public District District { get; private set; }

    public DistrictId DistrictId => District.DistrictId;

    public static ChangeContext Change { get; } = new(Actor.Command("test"), Noon, "test");

    /// <summary>Noon in New Hampshire on 9 November 2026, when October is worked on.</summary>
    public static FixedClock Clock => new(Noon);

    /// <param name="clock">Where time passes; otherwise it is always noon of <see cref="Clock"/>.</param>
    public static async Task<StoredDistrict> CreateAsync(DatabaseFixture database, DistrictBuilder? builder = null, TimeProvider? clock = null)
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var stored = new StoredDistrict(database.DataSource, await District.LoadAsync(connection, districtId), clock ?? Clock);
        await using var transaction = await connection.BeginTransactionAsync();
        await stored.StoreAsync(transaction, builder ?? new DistrictBuilder());
        await transaction.CommitAsync();
        return stored;
    }

    /// <summary>Adds a person of that role, who cannot sign in.</summary>
    /// <returns>The account's id.</returns>
    public async Task<Guid> PersonAsync(string role)
    {
        await using var connection = await _database.OpenConnectionAsync();
        var email = $"{role}.{++_people}@{District.Code}.example";
        return (await UserAccounts.AddAsync(connection, new(DistrictId, email, "Some Body", role), password: null, Clock)).UserId;
    }

    /// <summary>Gives the district a layer of its own over its pack, with one value that holds on every day.</summary>
    /// <param name="json">The value as JSON: <c>10</c>, <c>"warn"</c>, <c>["IEP"]</c>.</param>
    public async Task OverrideAsync(string key, string json)
    {
        var own = $$"""
            {
              "name": "{{District.Code}}", "extends": "{{District.Pack}}", "version": "1", "title": "Own",
              "values": { "{{key}}": [{ "from": "0001-01-01", "value": {{json}}, "source": "test" }] }
            }
            """;
        var change = await new DistrictRules(_database, Clock).OverrideAsync(DistrictId, "own.json", System.Text.Encoding.UTF8.GetBytes(own), Change.Who);
        District = change.District;
    }

    /// <summary>Takes sessions in as a file of the source would: checked and committed.</summary>
    public async Task<TakenIn> TakeInAsync(string source, params IReadOnlyList<(string RowId, SessionLog Log)> rows)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await DistrictLock.AcquireAsync(transaction, DistrictId);
        var fileId = await StoreFileAsync(transaction, "logs", source, rows.Count);
        var reference = await ReferenceLoader.LoadAsync(connection, DistrictId, null, default);
        var takeIn = new LogTakeIn(
            _database, transaction, District, reference, District.Today(_clock), Change with { When = _clock.GetUtcNow() });
        var taken = await takeIn.RunAsync(
            fileId, source, DistinctRows.Of([.. rows.Select((row, index) => new LoggedRow(index + 2, row.RowId, row.Log))]), CancellationToken.None);
        await transaction.CommitAsync();
        return taken;
    }

    /// <summary>Takes in what entry builders describe, under the source <c>district</c>.</summary>
    public Task<TakenIn> LogAsync(params IReadOnlyList<EntryBuilder> entries) =>
        TakeInAsync("district", [.. entries.Select(builder => builder.Build().Entry).Select(entry => (entry.RowId, entry.Log))]);

    /// <summary>Does what the worker's sweep does: checks stale months until there are none.</summary>
    public async Task CheckStaleMonthsAsync()
    {
        var check = new MonthCheck(_database, _clock);
        while (await check.StaleMonthsAsync(DistrictId) is [var month, ..])
        {
            await check.RunAsync(DistrictId, month, Change.Who);
        }
    }

    private async Task<long> StoreFileAsync(NpgsqlTransaction transaction, string kind, string source, int rows)
    {
        var number = ++_files;
        var content = System.Text.Encoding.ASCII.GetBytes($"{kind} {number}");
        var file = await FileStore.PutAsync(transaction, DistrictId, new MemoryStream(content));
        var fileId = await Counters.TakeAsync(transaction, DistrictId, "import-file");
        await transaction.Connection!.ExecuteAsync(
            """
            insert into intake.import_file
                (district_id, import_file_id, kind, source, file_name, sha256, status, received_at, received_by, finished_at, rows_total, rows_entered)
            values (@DistrictId, @fileId, @kind, @source, @name, @Hash, 'taken-in', @Noon, 'test', @Noon, @rows, @rows)
            """,
            new { DistrictId, fileId, kind, source, name = $"{kind}-{number}.csv", file.Hash, Noon, rows });
        return fileId;
    }

    private async Task StoreAsync(NpgsqlTransaction transaction, DistrictBuilder builder)
    {
        var fileId = await StoreFileAsync(transaction, "students", "district", 0);
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(
            "insert into intake.school (district_id, school_code, name) values (@DistrictId, 'MAIN', 'Main Street School')", new { DistrictId });
        foreach (var range in builder.Calendar)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.calendar_range (district_id, school_code, first_day, last_day, day_type, opens, closes)
                values (@DistrictId, 'MAIN', @FirstDay, @LastDay, lower(@dayType), @Opens, @Closes)
                """,
                new { DistrictId, range.FirstDay, range.LastDay, dayType = range.DayType.ToString(), range.Opens, range.Closes });
        }

        foreach (var provider in builder.Providers)
        {
            await StoreAsync(connection, provider, fileId);
        }

        foreach (var provider in builder.Providers)
        {
            await StoreSupervisionsAsync(connection, provider, fileId);
        }

        foreach (var student in builder.Students)
        {
            await StoreAsync(connection, student, fileId);
        }

        foreach (var rate in builder.Rates)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.rate (district_id, procedure, modifiers, valid_from, valid_to, rate_cents, import_file_id)
                values (@DistrictId, @Procedure, @Modifiers, @From, @To, @RateCents, @fileId)
                """,
                new { DistrictId, rate.Procedure, rate.Modifiers, rate.From, rate.To, rate.RateCents, fileId });
        }
    }

    private async Task StoreAsync(NpgsqlConnection connection, Provider provider, long fileId)
    {
        await connection.ExecuteAsync(
            """
            insert into intake.provider
                (district_id, provider_id, provider_number, last_name, first_name, npi, taxonomy, employed_from, employed_to,
                 medicaid_from, medicaid_to, screened_on, background_checked_on, federal_from, federal_to, import_file_id)
            values (@DistrictId, @ProviderId, @ProviderNumber, 'Provider', @ProviderNumber, @Npi, '235Z00000X', @EmployedFrom, @EmployedTo,
                    @MedicaidFrom, @MedicaidTo, @ScreenedOn, @BackgroundCheckedOn, @FederalFrom, @FederalTo, @fileId)
            """,
            new
            {
                DistrictId,
                provider.ProviderId,
                provider.ProviderNumber,
                provider.Npi,
                provider.EmployedFrom,
                provider.EmployedTo,
                provider.MedicaidFrom,
                provider.MedicaidTo,
                provider.ScreenedOn,
                provider.BackgroundCheckedOn,
                provider.FederalFrom,
                provider.FederalTo,
                fileId,
            });
        foreach (var credential in provider.Credentials)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.credential (district_id, provider_id, credential, valid_from, valid_to, license_number, supervisor_number)
                values (@DistrictId, @ProviderId, @Name, @From, @To, @LicenseNumber, nullif(@SupervisorNumber, ''))
                """,
                new
                {
                    DistrictId,
                    provider.ProviderId,
                    credential.Name,
                    credential.From,
                    credential.To,
                    credential.LicenseNumber,
                    credential.SupervisorNumber,
                });
        }
    }

    private async Task StoreSupervisionsAsync(NpgsqlConnection connection, Provider provider, long fileId)
    {
        foreach (var supervision in provider.Supervisions)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.supervision (district_id, provider_id, supervisor_id, supervised_on, kind, import_file_id)
                select @DistrictId, @ProviderId, p.provider_id, @On, @Kind, @fileId
                from intake.provider p
                where p.district_id = @DistrictId and p.provider_number = @SupervisorNumber
                """,
                new { DistrictId, provider.ProviderId, supervision.On, supervision.Kind, supervision.SupervisorNumber, fileId });
        }
    }

    private async Task StoreAsync(NpgsqlConnection connection, Student student, long fileId)
    {
        await connection.ExecuteAsync(
            """
            insert into intake.student
                (district_id, student_id, student_number, last_name, first_name, birth_date, sex, medicaid_id, street, city, state_code,
                 postal_code, import_file_id)
            values (@DistrictId, @StudentId, @StudentNumber, 'Student', @StudentNumber, @BirthDate, 'F', nullif(@MedicaidId, ''),
                    case when @AddressComplete then '2 Elm Street' end, 'Maple Grove', 'NH', '03229', @fileId)
            """,
            new { DistrictId, student.StudentId, student.StudentNumber, student.BirthDate, student.MedicaidId, student.AddressComplete, fileId });
        foreach (var enrolment in student.Enrolments)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.enrolment (district_id, student_id, enrolled_from, enrolled_to, school_code)
                values (@DistrictId, @StudentId, @From, @To, @SchoolCode)
                """,
                new { DistrictId, student.StudentId, enrolment.From, enrolment.To, enrolment.SchoolCode });
        }

        foreach (var consent in student.Consents)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.consent (district_id, consent_id, student_id, state, effective_on, notice_on, import_file_id)
                values (@DistrictId, @ConsentId, @StudentId, @State, @EffectiveOn, @NoticeOn, @fileId)
                """,
                new { DistrictId, consent.ConsentId, student.StudentId, consent.State, consent.EffectiveOn, consent.NoticeOn, fileId });
        }

        foreach (var order in student.Orders)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.service_order
                    (district_id, order_id, student_id, service, ordered_on, ends_on, ordering_npi, ordering_last_name, ordering_first_name,
                     ordering_taxonomy, diagnoses, import_file_id)
                values (@DistrictId, @OrderId, @StudentId, @Service, @OrderedOn, @EndsOn, nullif(@OrderingNpi, ''), 'Order', 'Dora',
                        nullif(@OrderingTaxonomy, ''), @diagnoses, @fileId)
                """,
                new
                {
                    DistrictId,
                    order.OrderId,
                    student.StudentId,
                    order.Service,
                    order.OrderedOn,
                    order.EndsOn,
                    order.OrderingNpi,
                    order.OrderingTaxonomy,
                    diagnoses = string.Join(' ', order.Diagnoses),
                    fileId,
                });
        }

        foreach (var span in student.Eligibility)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.eligibility
                    (district_id, eligibility_id, student_id, eligible_from, eligible_to, other_coverage, import_file_id)
                values (@DistrictId, @EligibilityId, @StudentId, @From, @To, @OtherCoverage, @fileId)
                """,
                new { DistrictId, span.EligibilityId, student.StudentId, span.From, span.To, span.OtherCoverage, fileId });
        }

        foreach (var absence in student.Absences)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.absence
                    (district_id, absence_id, student_id, absent_on, absent_from, absent_to, withdrawn, import_file_id)
                values (@DistrictId, @AbsenceId, @StudentId, @Day, @From, @To, false, @fileId)
                """,
                new { DistrictId, absence.AbsenceId, student.StudentId, absence.Day, absence.From, absence.To, fileId });
        }

        foreach (var stay in student.Stays)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.stay (district_id, stay_id, student_id, stay_from, stay_to, import_file_id)
                values (@DistrictId, @StayId, @StudentId, @From, @To, @fileId)
                """,
                new { DistrictId, stay.StayId, student.StudentId, stay.From, stay.To, fileId });
        }

        foreach (var authorization in student.Authorizations)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.service_authorization
                    (district_id, authorization_id, student_id, authorization_number, covers, valid_from, valid_to, units, import_file_id)
                values (@DistrictId, @AuthorizationId, @StudentId, @Number, @For, @From, @To, @Units, @fileId)
                """,
                new
                {
                    DistrictId,
                    authorization.AuthorizationId,
                    student.StudentId,
                    authorization.Number,
                    authorization.For,
                    authorization.From,
                    authorization.To,
                    authorization.Units,
                    fileId,
                });
        }

        foreach (var plan in student.Plans)
        {
            await StoreAsync(connection, student, plan, fileId);
        }
    }

    private async Task StoreAsync(NpgsqlConnection connection, Student student, Plan plan, long fileId)
    {
        await connection.ExecuteAsync(
            """
            insert into intake.plan (district_id, plan_id, student_id, plan_number, plan_type, plan_from, plan_to, finalized_on)
            values (@DistrictId, @PlanId, @StudentId, 'PLAN-' || @PlanId, @PlanType, @From, @To, @FinalizedOn)
            """,
            new { DistrictId, plan.PlanId, student.StudentId, plan.PlanType, plan.From, plan.To, plan.FinalizedOn });
        foreach (var row in plan.Rows)
        {
            await connection.ExecuteAsync(
                """
                insert into intake.grid_row
                    (district_id, grid_row_id, plan_id, row_number, service, mode, frequency_text, location, row_from, row_to, esy,
                     outside_hours, adaptation, diagnoses, import_file_id)
                values (@DistrictId, @GridRowId, @PlanId, @GridRowId::text, @Service, @mode, @frequency, nullif(@Location, ''), @From, @To, @Esy,
                        @OutsideHours, nullif(@Adaptation, ''), @diagnoses, @fileId)
                """,
                new
                {
                    DistrictId,
                    row.GridRowId,
                    plan.PlanId,
                    row.Service,
                    mode = row.Mode is { } mode ? mode.ToString().ToLowerInvariant() : "either",
                    frequency = row.Frequency?.RawText ?? "as needed",
                    row.Location,
                    row.From,
                    row.To,
                    row.Esy,
                    row.OutsideHours,
                    row.Adaptation,
                    diagnoses = string.Join(' ', row.Diagnoses),
                    fileId,
                });
        }
    }
}

using System.Globalization;
using System.Text;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Scale;

/// <summary>October 2026 of a district of any size, written by SQL in seconds: sessions, their released claims, four lines to each, and the payment.</summary>
/// <remarks>
/// Beside each ten billed sessions stands one that a check rejected. Of ten lines the payer denies one (CO-16) and reduces the others
/// (CO-45); each fiftieth claim comes back under a number that nobody knows, and waits for a person. The last session of each claim was
/// corrected to another student since: every claim is a proposal.
/// </remarks>
internal sealed class PaidMonth
{
    private const int LinesPerClaim = 4;
    private const long ChargeCents = 45_50;
    private const long PaidCents = 36_40;

    private const string CreateSql = """
        insert into ops.stored_file (district_id, sha256, length_bytes) values (@districtId, sha256('claims'), 0), (@districtId, sha256('logs'), 0);
        insert into intake.import_file
            (district_id, import_file_id, kind, source, file_name, sha256, status, received_at, received_by, finished_at, rows_total, rows_entered)
        values (@districtId, 1, 'logs', 'vendor', 'logs.csv', sha256('logs'), 'taken-in', @now, 'test', @now, @lines + @lines / 10, @lines + @lines / 10);
        insert into intake.school (district_id, school_code, name) select @districtId, 'S' || s, 'School ' || s from generate_series(0, 9) s;
        insert into intake.provider (district_id, provider_id, provider_number, last_name, first_name, npi, employed_from, import_file_id)
        select @districtId, p, 'P' || p, 'Provider', 'Any', '1234567893', '2020-01-01', 1 from generate_series(0, @lines / 500) p;
        insert into intake.student (district_id, student_id, student_number, last_name, first_name, birth_date, sex, medicaid_id, import_file_id)
        select @districtId, s, 'S' || s, 'Student', 'Any', '2015-01-01', 'U', '1' || lpad(s::text, 10, '0'), 1 from generate_series(0, @lines / 20) s;
        insert into intake.enrolment (district_id, student_id, enrolled_from, school_code)
        select @districtId, s, '2026-08-01', 'S' || s % 10 from generate_series(0, @lines / 20) s;
        insert into intake.check_run (district_id, check_run_id, service_month, scope, as_of, pack_name, pack_version, pack_hash, entries, started_at, voided_entries)
        values (@districtId, 1, @month, 'month', @today, 'nh', '1', 'hash', @lines + @lines / 10, @now, null);
        insert into intake.entry
            (district_id, service_month, entry_id, version, import_file_id, line_number, source, row_id, row_hash, student_number, provider_number,
             service, mode, service_date, start_time, end_time, minutes_away, attendance, group_key, place, telehealth, objective, activity, progress,
             note, vehicle, signed_by, signed_at, cosigned_by, content_version, signed_version, student_id, provider_id, credential, procedure,
             modifiers, rate_cents, delivered, billable, value_cents, check_run_id)
        select @districtId, @month, e, 1, 1, e + 1, 'vendor', 'R' || e, md5(e::text)::uuid, 'S' || e.student, 'P' || e % (@lines / 500 + 1),
               'SPEECH', 'individual', @month + (e % 22), '09:00', '09:30', 0, 'present', '', '03', false, 'Objective', 'Activity', 'Progress',
               'A note of what was done, as long as notes usually are.', '', 'P1', @now, '', 1, 1, e.student, e % (@lines / 500 + 1), 'SLP', '92507',
               'GN', @charge, true, e <= @lines, @charge, 1
        from (select e, (e / @perClaim) % (@lines / 20 + 1) as student from generate_series(1, @lines + @lines / 10) e) as e (e, student);
        insert into intake.finding (district_id, service_month, entry_id, entry_version, code, ordinal, severity, undelivers, field, saw, check_run_id)
        select @districtId, @month, e, 1, case e % 2 when 0 then 'IEP_SERVICE' else 'SIG_MISSING' end, 1, 'reject', false, 'service', '{SPEECH}', 1
        from generate_series(@lines + 1, @lines + @lines / 10) e;
        insert into billing.month_close
            (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
        values (@districtId, @month, 1, @now, 'test', 1, @lines + @lines / 10, @lines, @lines * @charge, 0);
        insert into billing.claim_run
            (district_id, claim_run_id, service_month, close_number, payer, terms, pack_name, pack_version, pack_hash, built_at, built_by, control_number,
             file_name, sha256, claims, lines, entries, charge_cents)
        values (@districtId, 1, @month, 1, 'nh-mmis', '{"payer": {"responseTimeoutDays": 30}}', 'nh', '1', 'hash', @now, 'test', 1,
                'claims.837', sha256('claims'), @lines / @perClaim, @lines, @lines, @lines * @charge);
        insert into billing.claim_release (district_id, claim_run_id, released_at, released_by) values (@districtId, 1, @now, 'test');
        insert into ops.counter (district_id, name, next_value)
        values (@districtId, 'control-nh-mmis', 2), (@districtId, 'claim', @lines / @perClaim + 1), (@districtId, 'claim-run', 2);
        insert into billing.claim
            (district_id, claim_id, claim_run_id, transaction_number, claim_number, frequency, place, diagnoses, charge_cents, student_id,
             student_last_name, student_first_name, birth_date, sex, medicaid_id, street, city, state_code, postal_code)
        select @districtId, c, 1, 1, 'C' || c, '1', '03', 'F802', @perClaim * @charge, c.student, 'Student', 'Any', '2015-01-01', 'U',
               '1' || lpad(c.student::text, 10, '0'), '1 Main Street', 'Maple Grove', 'NH', '03229'
        from (select c, (c - 1) % (@lines / 20 + 1) from generate_series(1, @lines / @perClaim) c) as c (c, student);
        insert into billing.claim_line (district_id, claim_id, line_number, service_date, procedure, modifiers, place, minutes, units_milli, charge_cents)
        select @districtId, (e - 1) / @perClaim + 1, (e - 1) % @perClaim + 1, @month + (e % 22), '92507', 'GN', '03', 30, 1000, @charge
        from generate_series(1, @lines) e;
        insert into billing.claim_line_entry (district_id, claim_id, line_number, service_month, entry_id, entry_version, charge_cents)
        select @districtId, (e - 1) / @perClaim + 1, (e - 1) % @perClaim + 1, @month, e, 1, @charge
        from generate_series(1, @lines) e;
        analyze intake.entry, intake.finding, billing.claim, billing.claim_line, billing.claim_line_entry; -- as a check and a run do
        """;

    private readonly DatabaseFixture _database;
    private readonly int _lines;

    private PaidMonth(DatabaseFixture database, District district, int lines) => (_database, District, _lines) = (database, district, lines);

    public static DateOnly Month { get; } = new(2026, 10, 1);

    public District District { get; }

    public DistrictId DistrictId => District.DistrictId;

    /// <param name="lines">Of claims; a multiple of 200.</param>
    public static async Task<PaidMonth> CreateAsync(DatabaseFixture database, int lines)
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var month = new PaidMonth(database, await District.LoadAsync(connection, districtId), lines);
        await connection.ExecuteAsync(
            CreateSql,
            new { districtId, month = Month, today = new DateOnly(2026, 11, 9), now = StoredDistrict.Clock.GetUtcNow(), lines, perClaim = LinesPerClaim, charge = ChargeCents },
            commandTimeout: 120);
        await connection.ExecuteAsync(
            "update billing.claim set claim_number = n.number from unnest(@ids, @numbers) n (id, number) where district_id = @districtId and claim_id = n.id",
            new { districtId, ids = month.Claims.Select(id => (long)id).ToArray(), numbers = month.Claims.Select(id => month.Number(id).ToString()).ToArray() });
        await month.PayAsync();
        return month;
    }

    private IEnumerable<int> Claims => Enumerable.Range(1, _lines / LinesPerClaim);

    private async Task PayAsync()
    {
        var file = new MemoryStream(AnX12.Bytes(Remittance()));
        var outcome = await new ResponseIntake(_database.DataSource, StoredDistrict.Clock).ImportAsync(DistrictId, "remit.835", file, Actor.Command("test"));
        Assert.Equal(_lines, Assert.IsType<ResponseOutcome.Posted>(outcome).Summary.Lines);
    }

    private string Remittance()
    {
        var claims = new StringBuilder();
        var (paid, line) = (0L, 0);
        foreach (var claim in Claims)
        {
            var lines = Enumerable.Range(1, LinesPerClaim).Select(number => (Number: number, Paid: ++line % 10 == 0 ? 0 : PaidCents, Day: Month.AddDays(line % 22))).ToList();
            var claimPaid = lines.Sum(each => each.Paid);
            paid += claimPaid;
            var isKnown = claim % 50 != 0;
            claims.Append(Invariant(
                $"CLP*{(isKnown ? Number(claim) : $"X{claim}")}*1*{Dollars(LinesPerClaim * ChargeCents)}*{Dollars(claimPaid)}**MC*ICN{claim}*03*1~NM1*QC*1*STUDENT*ANY****MI*{(isKnown ? claim : 0):00000000000}~"));
            foreach (var each in lines)
            {
                claims.Append(Invariant($"SVC*HC:92507:GN*{Dollars(ChargeCents)}*{Dollars(each.Paid)}**1~DTM*472*{each.Day:yyyyMMdd}~"));
                claims.Append(Invariant($"CAS*CO*{(each.Paid == 0 ? 16 : 45)}*{Dollars(ChargeCents - each.Paid)}~"));
                claims.Append(isKnown ? $"REF*6R*{Number(claim).OfLine(each.Number)}~" : "");
            }
        }

        return AnX12.Payment(Dollars(paid), claims.ToString().TrimEnd('~').Split('~'));
    }

    private ClaimNumber Number(int claim) => new(DistrictId, claim);

    private static string Dollars(long cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

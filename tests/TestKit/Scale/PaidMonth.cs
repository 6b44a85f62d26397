using MedicaidLogs.Core.Ids;
using static System.FormattableString;

namespace MedicaidLogs.TestKit.Scale;

/// <summary>A month's billable sessions as they went out, four lines to a claim; the payer paid four fifths of each line and denied every tenth.</summary>
internal static class PaidMonth
{
    private const string PayersTerms = """{"payer": {"responseTimeoutDays": 30}}""";

    /// <summary>Statements for one connection that has no transaction open.</summary>
    /// <param name="first">Of the month.</param>
    /// <param name="number">Of the month's claim run, remittance and deposit.</param>
    /// <param name="claimsBefore">Numbers of claims that other months may have.</param>
    public static string Script(DistrictId districtId, DateOnly first, int number, long claimsBefore)
    {
        var month = Invariant($"'{first:yyyy-MM-dd}'::date");
        var of = Invariant($"{districtId.Value}");
        return Invariant($"""
            create temporary table billed as
            select entry_id, version, student_id, service_date, procedure, modifiers, value_cents, n % 4 + 1 as line_number,
                   dense_rank() over (order by student_id, n / 4) + {claimsBefore} as claim_id,
                   case when entry_id % 10 = 0 then 0 else value_cents * 8 / 10 end as paid_cents
            from (select *, row_number() over (partition by student_id order by service_date, entry_id) - 1 as n
                  from intake.entry
                  where district_id = {of} and service_month = {month} and billable and value_cents > 0) e;
            create temporary table sent as
            select claim_id, student_id, dense_rank() over (order by claim_id) as ordinal, sum(value_cents) as charge_cents, sum(paid_cents) as paid_cents
            from billed group by claim_id, student_id;
            insert into ops.stored_file (district_id, sha256, length_bytes)
            values ({of}, sha256('claims {number}'), 0), ({of}, sha256('answers {number}'), 0);
            insert into billing.month_close
                (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
            select {of}, {month}, 1, {month} + 40, 'command:scale', (select max(check_run_id) from intake.check_run where district_id = {of} and service_month = {month}),
                   count(*), count(*), sum(value_cents), 0
            from billed;
            insert into billing.claim_run
                (district_id, claim_run_id, service_month, close_number, payer, terms, pack_name, pack_version, pack_hash, built_at, built_by, control_number,
                 file_name, sha256, claims, lines, entries, charge_cents)
            select {of}, {number}, {month}, 1, 'nh-mmis', '{PayersTerms}', 'nh', '1', 'hash', {month} + 41, 'command:scale', {number},
                   'claims-{number}.837', sha256('claims {number}'), (select count(*) from sent), count(*), count(*), sum(value_cents)
            from billed;
            insert into billing.claim_release (district_id, claim_run_id, released_at, released_by) values ({of}, {number}, {month} + 42, 'command:scale');
            insert into billing.claim
                (district_id, claim_id, claim_run_id, transaction_number, claim_number, frequency, place, diagnoses, charge_cents, student_id,
                 student_last_name, student_first_name, birth_date, sex, medicaid_id, street, city, state_code, postal_code)
            select {of}, c.claim_id, {number}, 1, 'B' || c.claim_id, '1', '03', 'F802', c.charge_cents, c.student_id, s.last_name, s.first_name, s.birth_date, s.sex,
                   coalesce(s.medicaid_id, ''), coalesce(s.street, ''), coalesce(s.city, ''), coalesce(s.state_code, ''), coalesce(s.postal_code, '')
            from sent c join intake.student s on s.district_id = {of} and s.student_id = c.student_id;
            insert into billing.claim_line (district_id, claim_id, line_number, service_date, procedure, modifiers, place, minutes, units_milli, charge_cents)
            select {of}, claim_id, line_number, service_date, procedure, modifiers, '03', 30, 1000, value_cents from billed;
            insert into billing.claim_line_entry (district_id, claim_id, line_number, service_month, entry_id, entry_version, charge_cents)
            select {of}, claim_id, line_number, {month}, entry_id, version, value_cents from billed;
            insert into billing.response_file (district_id, response_file_id, file_name, sha256, received_at, received_by, status, finished_at)
            values ({of}, {number}, 'payment-{number}.835', sha256('answers {number}'), {month} + 50, 'command:scale', 'posted', {month} + 50);
            insert into billing.remittance
                (district_id, remittance_id, response_file_id, segment, payer_name, payer_trace, trace_number, handling, method, paid_date, payee_id,
                 payment_cents, claims, lines, charge_cents, adjusted_cents, paid_cents, provider_adjusted_cents, content_hash, posted_at)
            select {of}, {number}, {number}, 4, 'NH MEDICAID', '1', 'TRACE{number}', 'I', 'ACH', {month} + 49, '1234567893', sum(paid_cents), count(distinct claim_id), count(*),
                   sum(value_cents), sum(value_cents - paid_cents), sum(paid_cents), 0, sha256('said {number}'), {month} + 50
            from billed;
            insert into billing.remit_claim
                (district_id, remittance_id, claim_ordinal, segment, claim_number, status, charge_cents, paid_cents, patient_cents, adjusted_cents,
                 payer_claim_number, member_id, forwarded_to, remarks)
            select {of}, {number}, ordinal, ordinal, 'B' || claim_id, '1', charge_cents, paid_cents, 0, 0, 'ICN' || claim_id, '', '', '' from sent;
            insert into billing.remit_line
                (district_id, remittance_id, claim_ordinal, line_ordinal, segment, line_control_number, service_date, procedure, modifiers, charge_cents,
                 paid_cents, adjusted_cents, remarks, adjustments, posted_claim_id, posted_line_number, posted_paid_cents, posted_adjusted_cents,
                 posted_denied_cents, matched_by)
            select {of}, {number}, s.ordinal, b.line_number, s.ordinal, '', b.service_date, b.procedure, b.modifiers, b.value_cents, b.paid_cents,
                   b.value_cents - b.paid_cents, '', case b.paid_cents when 0 then 'CO-16:' else 'CO-45:' end || b.value_cents - b.paid_cents,
                   b.claim_id, b.line_number, b.paid_cents, case b.paid_cents when 0 then 0 else b.value_cents - b.paid_cents end,
                   case b.paid_cents when 0 then b.value_cents else 0 end, 'line-number'
            from billed b join sent s using (claim_id);
            insert into billing.bank_line (district_id, bank_line_id, banked_on, cents, trace_number, description, ordinal, entered_at, entered_by)
            select {of}, {number}, paid_date, payment_cents, trace_number, 'NH MEDICAID', 1, posted_at, 'command:scale'
            from billing.remittance where district_id = {of} and remittance_id = {number};
            insert into billing.deposit (district_id, remittance_id, bank_line_id, matched_by, matched_at, matched_who)
            values ({of}, {number}, {number}, 'trace', {month} + 51, 'command:scale');
            drop table billed, sent;
            """);
    }
}

using MedicaidLogs.Core.Ids;
using Npgsql;
using static System.FormattableString;

namespace MedicaidLogs.TestKit.Scale;

/// <summary>What people and the program left behind in a district in months that are over: files, signatures, answers, decisions, jobs, reads, events.</summary>
/// <remarks>For <see cref="FullStore"/>'s months. Nothing of it waits for anybody, and nothing changes a session or a cent.</remarks>
public static class PastWork
{
    private const string PlaceSetup = """{ "name": "payer", "kind": "folder", "deliver": { "folder": "/payer", "payer": "nh-mmis" } }""";

    /// <param name="month">First of the month that is worked on; all of it lies before.</param>
    public static async Task AddAsync(NpgsqlDataSource database, DistrictId districtId, DateOnly month)
    {
        await using var command = database.CreateCommand(Script(districtId, Invariant($"'{month:yyyy-MM-dd}'::date")));
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <remarks>Files are without their bytes: no page of lists opens them.</remarks>
    private static string Script(DistrictId districtId, string month) => Invariant($"""
        begin;
        set local session_replication_role = replica;
        create temporary table past as
        select e.*, (row_number() over (order by e.entry_id))::int as n from intake.entry e where e.district_id = {districtId.Value} and e.service_month < {month};
        create temporary table person as
        select user_id, provider_id, (row_number() over (order by user_id))::int - 1 as who, count(*) over ()::int as all_of_them from ops.user_account where district_id = {districtId.Value};
        create temporary table past_month as select distinct service_month, (extract(year from service_month) * 12 + extract(month from service_month))::int as n from past;

        insert into intake.signing_statement (district_id, statement_version, statement) values ({districtId.Value}, 1, 'I did it.') on conflict do nothing;
        insert into intake.signature
            (district_id, entry_id, entry_version, kind, provider_id, user_id, statement_version, printed_name, credential, license_number, signed_at, content_hash)
        select {districtId.Value}, entry_id, 2, 'signed', provider_id, (select user_id from person limit 1), 1, 'P', 'SLP', '1', service_date + 1, sha256('x') from past where provider_id is not null;
        insert into intake.entry_superseded (district_id, entry_id, version, content, superseded_at, superseded_by, reason)
        select {districtId.Value}, entry_id, 1, to_jsonb(past) - 'n', service_date + 3, 'command:past', 'seen in the paper log' from past where n % 5 = 0;
        insert into intake.entry_decision
            (district_id, decision_id, entry_id, entry_version, kind, reason, decided_at, decided_by, ended_at, ended_by, ended_as, end_note)
        select {districtId.Value}, 1000000 + n, entry_id, 1, 'return', 'What was it?', service_date + 2, 'command:past', service_date + 3, 'command:past', 'answered', 'That.' from past where n % 5 = 0;
        insert into intake.session_form (district_id, form_id, provider_id, typed, saved_at, saved_by, posted_at)
        select {districtId.Value}, md5('form' || n)::uuid, coalesce(provider_id, 1), '{"{}"}', service_date, (select user_id from person limit 1), service_date + 1 from past where n % 3 = 0;

        insert into ops.stored_file (district_id, sha256, length_bytes) select {districtId.Value}, sha256(convert_to('past file ' || n, 'UTF8')), 0 from past where n % 3 = 0;
        insert into intake.import_file
            (district_id, import_file_id, kind, source, file_name, sha256, status, received_at, received_by, finished_at, rows_total, rows_entered, rows_malformed, settled_at, settled_by)
        select {districtId.Value}, 1000000 + n, 'logs', 'district', 'past-' || n || '.csv', sha256(convert_to('past file ' || n, 'UTF8')), 'taken-in', service_date + 1, 'command:past',
               service_date + 1, 2, 1, 1, service_date + 2, 'command:past'
        from past where n % 3 = 0;
        insert into intake.malformed_line (district_id, import_file_id, line_number, reason, raw_line) select {districtId.Value}, 1000000 + n, 2, 'No date.', 'x' from past where n % 3 = 0;
        insert into intake.correction_sheet
            (district_id, sheet_id, sha256, file_name, sent_at, sent_by, applied_at, rows_total, rows_changed, rows_unchanged, rows_stale, rows_unreadable)
        select {districtId.Value}, 1000000 + n, sha256(convert_to('past file ' || n, 'UTF8')), 'sheet.csv', service_date + 3, 'command:past', service_date + 3, 1, 1, 0, 0, 0 from past where n % 15 = 0;
        insert into intake.absence (district_id, absence_id, student_id, absent_on, absent_from, withdrawn, import_file_id)
        select distinct on (student_id, service_date) {districtId.Value}, 1000000 + n, student_id, service_date, '08:00'::time, false, 1000003 from past where student_id is not null and n % 3 = 0;
        insert into intake.other_payment
            (district_id, other_payment_id, student_id, service_date, procedure, payer_id, payer_name, asked_as, filing_indicator, member_id, relationship, paid_on, paid_cents, adjustments, import_file_id)
        select distinct on (student_id, service_date, procedure) {districtId.Value}, 1000000 + n, student_id, service_date, procedure, 'INS', 'Insurer', 1, 'CI', 'M', '18', service_date + 20, 0, '', 1000003
        from past where billable and n % 15 = 0;

        insert into intake.screening (district_id, service_month, screening_number, file_name, sha256, list_records, providers, matches, screened_at, screened_by)
        select {districtId.Value}, service_month, 1, 'list.csv', sha256('list'), 1, 1, 1, service_month + 32, 'command:past' from past_month;
        insert into intake.screened_provider (district_id, service_month, screening_number, provider_id)
        select {districtId.Value}, m.service_month, 1, p.provider_id from past_month m, intake.provider p where p.district_id = {districtId.Value};
        insert into intake.screening_match
            (district_id, service_month, screening_number, provider_id, line_number, matched_by, record_hash, listed_name, exclusion_type, excluded_from)
        select {districtId.Value}, m.service_month, 1, p.provider_id, 2, 'name', md5('listed')::uuid, 'Somebody', '1128a1', '2020-01-01'
        from past_month m, intake.provider p where p.district_id = {districtId.Value};
        insert into intake.screening_decision (district_id, provider_id, record_hash, decision_number, decision, reason, decided_at, decided_by)
        select {districtId.Value}, provider_id, md5('listed')::uuid, 1, 'clear', 'Another person.', {month} - 300, 'command:past' from intake.provider where district_id = {districtId.Value};

        create temporary table past_log as
        select service_month, student_id, provider_id, service, to_char(service_month, 'YYYY-MM-') || student_id || '-' || provider_id || '-' || service as document_id, count(*)::int as sessions
        from past where student_id is not null and provider_id is not null group by 1, 2, 3, 4;
        insert into billing.session_log
            (district_id, service_month, document_id, version, student_id, provider_id, service, content_hash, pdf_sha256, certificate_sha256, made_at, made_by)
        select {districtId.Value}, service_month, document_id, 1, student_id, provider_id, service, sha256('x'), sha256(convert_to(document_id, 'UTF8')), sha256('x'), service_month + 41, 'command:past' from past_log;
        insert into billing.session_log_entry (district_id, document_id, version, entry_id, entry_version)
        select {districtId.Value}, l.document_id, 1, e.entry_id, 1 from past_log l join past e using (service_month, student_id, provider_id, service);
        insert into billing.session_log_seen (district_id, service_month, document_id, student_id, provider_id, service, school, sessions, unsigned, content_hash)
        select {districtId.Value}, service_month, document_id, student_id, provider_id, service, 'MAIN', sessions, 0, sha256('x') from past_log;
        insert into billing.session_log_look (district_id, service_month, stamp) select {districtId.Value}, service_month, sha256('x') from past_month;
        insert into billing.closing_request (district_id, request_id, service_month, work, asked_at, asked_by, status, ended_at, said)
        select {districtId.Value}, 1000000 + n, service_month, 'close-month', service_month + 40, 'command:past', 'done', service_month + 40, array['Closed.'] from past_month;
        insert into billing.session_log_run (district_id, run_id, service_month, status, asked_at, asked_by, ended_at, tries, logs, seen, made)
        select {districtId.Value}, 1000000 + n, service_month, 'done', service_month + 41, 'command:past', service_month + 41, 1, 1, 1, 1 from past_month;

        insert into billing.response_file (district_id, response_file_id, file_name, sha256, received_at, received_by, status, finished_at)
        select {districtId.Value}, 1000000 + claim_run_id, 'ack-' || claim_run_id, sha256(convert_to('ack ' || claim_run_id, 'UTF8')), built_at, 'command:past', 'posted', built_at from billing.claim_run where district_id = {districtId.Value};
        insert into billing.run_answer (district_id, response_file_id, ordinal, segment, kind, sent_number, claim_run_id, transaction_number, verdict, codes)
        select {districtId.Value}, 1000000 + claim_run_id, 1, 2, '999', control_number::text, claim_run_id, 1, 'accepted', '' from billing.claim_run where district_id = {districtId.Value};
        insert into billing.claim_answer
            (district_id, response_file_id, ordinal, segment, claim_number, claim_id, matched_by, verdict, payer_claim_number, codes, charge_cents, member_id)
        select {districtId.Value}, 1000000 + claim_run_id, row_number() over (partition by claim_run_id order by claim_id), 3, claim_number, claim_id, 'claim-number', 'accepted', 'ICN' || claim_id, '', charge_cents, ''
        from billing.claim where district_id = {districtId.Value};
        insert into billing.claim_delivery (district_id, claim_run_id, place_id, place_name, file_name, length_bytes, sha256, begun_at, laid_down_at, delivered_at)
        select {districtId.Value}, claim_run_id, 1, 'payer', file_name, 1, sha256, built_at, built_at, built_at from billing.claim_run where district_id = {districtId.Value};
        insert into billing.write_off (district_id, write_off_id, claim_id, line_number, of_bucket, cents, reason, written_at, written_by)
        select {districtId.Value}, 1000000 + row_number() over (order by posted_claim_id, posted_line_number), posted_claim_id, posted_line_number, 'denied', posted_denied_cents, 'Too late.', {month} - 1, 'command:past'
        from billing.remit_line where district_id = {districtId.Value} and posted_denied_cents > 0 and posted_claim_id % 2 = 0;
        insert into billing.claim_decision (district_id, claim_decision_id, claim_id, kind, reason, decided_at, decided_by, dropped_at)
        select {districtId.Value}, 1000000 + claim_id, claim_id, 'replace', 'Wrong code.', {month} - 60, 'command:past', {month} - 59 from billing.claim where district_id = {districtId.Value} and claim_id % 5 = 0;
        insert into billing.provider_adjustment (district_id, remittance_id, ordinal, reason, reference, cents)
        select {districtId.Value}, remittance_id, 1, 'L6', '', 0 from billing.remittance where district_id = {districtId.Value};
        insert into billing.bank_line (district_id, bank_line_id, banked_on, cents, trace_number, description, ordinal, entered_at, entered_by)
        select {districtId.Value}, 1000000 + n, service_date, n, '', 'Fee', 1, service_date + 1, 'command:past' from past where n % 15 = 0;
        insert into billing.deposit_undone (district_id, remittance_id, bank_line_id, undone_at, undone_by, reason)
        select {districtId.Value}, 1, 1000000 + n, service_date + 2, 'command:past', 'Not ours.' from past where n % 15 = 0;
        insert into billing.verification (district_id, started_at, ended_at, started_by, invariants, broken, files_read)
        select {districtId.Value}, {month} - n, {month} - n, 'command:past', 20, '[]', 1 from generate_series(1, 300) n;

        insert into ops.session (district_id, session_id, user_id, created_at, last_seen_at, ended_at, browser, address)
        select {districtId.Value}, md5('session' || who || '-' || n)::uuid, user_id, {month} - n, {month} - n, {month} - n, 'Firefox', '127.0.0.1' from person p, generate_series(1, 60) n;
        insert into ops.job_run (district_id, kind, subject, state, queued_at, not_before, attempts, started_at, ended_at)
        select {districtId.Value}, 'check-month', 'past-' || n, 'done', service_date, service_date, 1, service_date, service_date from past where n % 3 = 0;
        insert into ops.place (district_id, place_id, name, setup, set_at, set_by, payer, delivers_since) values ({districtId.Value}, 1, 'payer', '{PlaceSetup}', {month} - 300, 'command:past', 'nh-mmis', {month} - 300);
        insert into ops.place_file (district_id, place_id, file_name, length_bytes, changed, seen_at, kind, outcome, fetched_at, import_file_id)
        select {districtId.Value}, 1, 'past-' || n || '.csv', 1, '', service_date, 'logs', 'taken-in', service_date, 1000000 + n from past where n % 3 = 0;

        insert into ops.audit_event (district_id, seq, at, actor, action, subject_kind, subject_id, detail, previous_hash, hash)
        select {districtId.Value}, c.next_value - 1 + n, e.service_date + 3, case when n % 3 = 0 then 'command:past' else 'user:' || p.user_id end,
               (array['entry.corrected', 'entry.signed', 'entry.returned', 'file.taken-in'])[1 + n % 4], case when n % 4 = 3 then 'import-file' else 'entry' end, e.entry_id::text, '{"{}"}', sha256('x'), sha256('x')
        from past e join person p on p.who = e.n % p.all_of_them join ops.counter c on c.district_id = {districtId.Value} and c.name = 'audit-event';
        update ops.counter set next_value = next_value + (select count(*) from past) where district_id = {districtId.Value} and name = 'audit-event';
        insert into ops.counter (district_id, name, next_value) values ({districtId.Value}, 'record-read-batch', 1) on conflict do nothing;
        insert into ops.record_read_batch (district_id, batch, reads, previous_hash, hash)
        select {districtId.Value}, c.next_value - 1 + n, 2, sha256('x'), sha256('x') from past join ops.counter c on c.district_id = {districtId.Value} and c.name = 'record-read-batch';
        insert into ops.record_read (district_id, batch, position, at, user_id, page, subject_kind, subject_id, student_id)
        select {districtId.Value}, c.next_value - 1 + e.n, position, e.service_date + 3, p.user_id, '/clerk/entries', 'entry', e.entry_id, e.student_id
        from past e join person p on p.who = e.n % p.all_of_them join ops.counter c on c.district_id = {districtId.Value} and c.name = 'record-read-batch', generate_series(1, 2) position;
        update ops.counter set next_value = next_value + (select count(*) from past) where district_id = {districtId.Value} and name = 'record-read-batch';
        drop table past, person, past_month, past_log;
        commit;
        """);
}

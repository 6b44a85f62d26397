using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>The tables of an audit pack: file, what it holds, and the statement that finds it for <c>@districtId, @claimId, @line, @entryIds, @month</c>.</summary>
internal static class AuditTables
{
    [Sql]
    private const string LineSql = """
        select c.claim_number, l.line_number, c.claim_number || lpad(l.line_number::text, 2, '0') as line_control_number, c.frequency, s.stage, r.payer,
               r.file_name, r.built_at, r.built_by, s.released_at, f.released_by, l.service_date, l.procedure, l.modifiers, l.place, c.diagnoses,
               l.minutes, l.units_milli, l.charge_cents, t.paid_cents, t.adjusted_cents, t.denied_cents, t.written_off_cents, t.outstanding_cents,
               c.student_last_name, c.student_first_name, c.birth_date, c.medicaid_id, c.rendering_npi, l.ordering_npi, l.supervising_npi,
               r.pack_name, r.pack_version, r.pack_hash,
               b.claim_number as in_place_of, c.payer_claim_number as in_place_of_payers_number, n.claim_numbers as in_its_place
        from billing.claim c
        join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
        join billing.claim_standing s on s.district_id = c.district_id and s.claim_id = c.claim_id
        left join billing.claim_release f on f.district_id = c.district_id and f.claim_run_id = c.claim_run_id
        left join billing.line_standing t on t.district_id = l.district_id and t.claim_id = l.claim_id and t.line_number = l.line_number
        left join billing.claim b on b.district_id = c.district_id and b.claim_id = c.replaces_claim_id
        left join lateral (
            select string_agg(n.claim_number, ' ' order by n.claim_id) as claim_numbers
            from billing.claim n
            where n.district_id = c.district_id and n.replaces_claim_id = c.claim_id) n on true
        where c.district_id = @districtId and c.claim_id = @claimId and l.line_number = @line
        """;

    [Sql]
    private const string EntriesSql = """
        select x.entry_id, x.entry_version as billed_version, x.charge_cents as share_cents, x.live, s.service_date, s.student_number, s.provider_number,
               s.service, s.minutes, s.standing, s.codes as findings, s.file_name, s.line_number, s.source, s.row_id
        from billing.claim_line_entry x
        left join intake.entry_standing s on s.district_id = x.district_id and s.service_month = x.service_month and s.entry_id = x.entry_id
        where x.district_id = @districtId and x.claim_id = @claimId and x.line_number = @line and s.service_month = @month
        order by x.entry_id
        """;

    [Sql]
    private const string LoggedOnPageSql = """
        select p.entry_id, p.posted_at as logged_at, p.logged_by_name as logged_by, 'user:' || p.logged_by as account, p.form_id::text as form,
               p.place_on_form
        from intake.entry_form p
        where p.district_id = @districtId and p.service_month = @month and p.entry_id = any(@entryIds)
        order by p.entry_id
        """;

    [Sql]
    private const string BasisSql = """
        select b.entry_id, b.what, b.number, b.says, b.valid_from, b.valid_to, b.file_name
        from intake.entry_basis b
        where b.district_id = @districtId and b.service_month = @month and b.entry_id = any(@entryIds)
        order by b.entry_id, b.ordinal, b.valid_from
        """;

    /// <summary>Every version with all that it said, in one list.</summary>
    private const string Versions = """
        with version as (
            select b.entry_id, b.version, b.content, b.superseded_at, b.superseded_by, b.reason
            from intake.entry_before b
            where b.district_id = @districtId and b.entry_id = any(@entryIds)
            union all
            select n.entry_id, n.version, n.content, null, null, null
            from intake.entry_now n
            where n.district_id = @districtId and n.service_month = @month and n.entry_id = any(@entryIds))

        """;

    [Sql]
    private const string VersionsSql = Versions + """
        select v.entry_id, v.version, v.superseded_at, v.superseded_by, v.reason, f.file_name, (v.content ->> 'line_number')::int as line_number,
               coalesce(f.source, v.content ->> 'source') as source, encode(f.sha256, 'hex') as file_sha256,
               coalesce(f.received_at, p.posted_at) as received_at, coalesce(f.received_by, 'user:' || p.logged_by) as received_by
        from version v
        left join intake.entry_file f on f.district_id = @districtId and f.import_file_id = (v.content ->> 'import_file_id')::bigint
        left join intake.entry_form p on p.district_id = @districtId and p.service_month = @month and p.entry_id = v.entry_id
        order by v.entry_id, v.version
        """;

    [Sql]
    private const string FieldsSql = Versions + """
        select v.entry_id, v.version, k.key as field, k.value as said
        from version v
        cross join lateral jsonb_each_text(v.content) with ordinality k (key, value, ordinal)
        where k.key <> 'district_id'
        order by v.entry_id, k.ordinal, k.key, v.version
        """;

    [Sql]
    private const string SignaturesSql = Versions + """
        select v.entry_id, v.version, nullif(v.content ->> 'signed_by', '') as signed_by, (v.content ->> 'signed_at')::timestamptz as signed_at,
               nullif(v.content ->> 'cosigned_by', '') as cosigned_by, (v.content ->> 'cosigned_at')::timestamptz as cosigned_at,
               (v.content ->> 'signed_version')::int as covers_version, (v.content ->> 'content_version')::int as content_last_changed_in,
               (v.content ->> 'signed_version')::int >= (v.content ->> 'content_version')::int as covers_what_it_says
        from version v
        order by v.entry_id, v.version
        """;

    [Sql]
    private const string FindingsSql = """
        select f.entry_id, f.entry_version as version, f.code, f.severity, f.field, f.saw, f.record_kind, f.record_id, f.found_at, f.cleared_at,
               f.pack_name, f.pack_version, f.found_as
        from intake.entry_finding f
        where f.district_id = @districtId and f.service_month = @month and f.entry_id = any(@entryIds)
        order by f.entry_id, f.found_at, f.code, f.entry_version, f.field
        """;

    [Sql]
    private const string OfficeSql = """
        select d.entry_id, d.entry_version as version, d.kind, d.code, d.until, d.of_entry_id, d.reason, d.decided_at, d.decided_by, d.ended_at,
               d.ended_by, d.ended_as, d.end_note
        from intake.decision_of_entry d
        where d.district_id = @districtId and d.entry_id = any(@entryIds)
        order by d.entry_id, d.decided_at, d.kind, d.code
        """;

    [Sql]
    private const string AnswersSql = """
        select f.received_at, f.file_name, a.kind, a.verdict, a.codes, '' as payer_claim_number, 'the file' as about
        from billing.run_answer a
        join billing.response_file f on f.district_id = a.district_id and f.response_file_id = a.response_file_id
        join billing.claim c on c.district_id = a.district_id and c.claim_run_id = a.claim_run_id
        where a.district_id = @districtId and c.claim_id = @claimId and (a.transaction_number is null or a.transaction_number = c.transaction_number)
        union all
        select f.received_at, f.file_name, '277CA', a.verdict, a.codes, a.payer_claim_number, 'the claim'
        from billing.claim_answer a
        join billing.response_file f on f.district_id = a.district_id and f.response_file_id = a.response_file_id
        where a.district_id = @districtId and a.claim_id = @claimId
        order by 1, 2, 3
        """;

    [Sql]
    private const string PaymentsSql = """
        select r.paid_date, r.payer_name, r.trace_number, f.file_name, c.status, c.payer_claim_number, p.charge_cents, p.paid_cents, p.adjusted_cents,
               p.denied_cents, p.matched_by, b.banked_on, b.cents as bank_cents, b.description as bank_line
        from billing.line_posting p
        join billing.remittance r on r.district_id = p.district_id and r.remittance_id = p.remittance_id
        join billing.response_file f on f.district_id = r.district_id and f.response_file_id = r.response_file_id
        join billing.remit_claim c on c.district_id = p.district_id and c.remittance_id = p.remittance_id and c.claim_ordinal = p.claim_ordinal
        left join billing.deposit d on d.district_id = r.district_id and d.remittance_id = r.remittance_id
        left join billing.bank_line b on b.district_id = d.district_id and b.bank_line_id = d.bank_line_id
        where p.district_id = @districtId and p.claim_id = @claimId and p.line_number = @line
        order by r.paid_date, p.remittance_id, p.claim_ordinal, p.line_ordinal
        """;

    [Sql]
    private const string AdjustmentsSql = """
        select r.paid_date, r.trace_number, a.adjustment_group, a.reason as carc, a.cents as adjusted_cents,
               case when a.line_ordinal = 0 then 'the claim' else 'the line' end as about
        from (
            select p.remittance_id, p.claim_ordinal, array_agg(p.line_ordinal) as lines
            from billing.line_posting p
            where p.district_id = @districtId and p.claim_id = @claimId and p.line_number = @line
            group by p.remittance_id, p.claim_ordinal) p
        cross join lateral (
            select a.*
            from billing.remit_adjustment a
            where a.district_id = @districtId and a.remittance_id = p.remittance_id and a.claim_ordinal = p.claim_ordinal
              and (a.line_ordinal = 0 or a.line_ordinal = any(p.lines))
            offset 0) a
        join billing.remittance r on r.district_id = @districtId and r.remittance_id = a.remittance_id
        order by r.paid_date, a.remittance_id, a.claim_ordinal, a.line_ordinal, a.ordinal
        """;

    [Sql]
    private const string DecisionsSql = """
        select d.decided_at, d.decided_by, d.kind, d.reason, n.claim_number as became, d.dropped_at, 0::bigint as cents
        from billing.claim_decision d
        left join billing.claim n
          on n.district_id = d.district_id and n.replaces_claim_id = d.claim_id and n.claim_run_id = d.claim_run_id
        where d.district_id = @districtId and d.claim_id = @claimId
        union all
        select w.written_at, w.written_by, 'write-off', w.reason, null, null, w.cents
        from billing.write_off w
        where w.district_id = @districtId and w.claim_id = @claimId and w.line_number = @line
        order by 1, 3
        """;

    public static IReadOnlyList<(string File, string What, string Sql)> All { get; } =
    [
        ("line.csv", "The claim line and where it stands", LineSql),
        ("sessions.csv", "The sessions that the line bills, and each one's share", EntriesSql),
        ("logged-on-page.csv", "Sessions that were logged on a page and came in no file: when, and by whom", LoggedOnPageSql),
        ("basis.csv", "What the sessions rest on: plan, consent, eligibility, order and credential, as the records have them today", BasisSql),
        ("versions.csv", "Every version of the sessions: where it came from, who changed it and why", VersionsSql),
        ("versions-fields.csv", "What each version said, field by field", FieldsSql),
        ("signatures.csv", "Who signed, when, and which version the signature covers", SignaturesSql),
        ("findings.csv", "All that checks ever said of the sessions", FindingsSql),
        ("office.csv", "What the office decided about the sessions: returned, not billed, overridden, merged", OfficeSql),
        ("answers.csv", "What the payer answered before payment: TA1, 999, 277CA", AnswersSql),
        ("payments.csv", "What the payer paid (835), and the bank line", PaymentsSql),
        ("adjustments.csv", "What the payer took off, and why", AdjustmentsSql),
        ("decisions.csv", "What people decided since: void, replacement, write-off", DecisionsSql),
    ];
}

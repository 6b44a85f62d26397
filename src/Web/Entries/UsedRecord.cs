using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>A record that a finding rests on, in one line: an order, a consent, a span of eligibility, an absence, a provider's credentials.</summary>
public sealed record UsedRecord(string Kind, long RecordId, string Title, string Says)
{
    [Sql]
    private const string OfIdsSql = """
        with asked as (select * from unnest(@kinds::text[], @ids::bigint[]) as a(kind, id))
        select 'service_order' as kind, o.order_id as record_id, 'Order for ' || o.service as title,
               'ordered ' || to_char(o.ordered_on, 'Mon FMDD, YYYY') || coalesce(', ends ' || to_char(o.ends_on, 'Mon FMDD, YYYY'), '')
               || case when o.ordering_npi is null then ', no ordering NPI' else '' end
               || coalesce(', by a practitioner with the taxonomy code ' || o.ordering_taxonomy, '') as says
        from intake.service_order o
        where o.district_id = @districtId and o.order_id in (select id from asked where kind = 'service_order')
        union all
        select 'consent', c.consent_id, 'Consent to bill Medicaid',
               c.state || ' since ' || to_char(c.effective_on, 'Mon FMDD, YYYY')
               || coalesce(', last annual notice ' || to_char(c.notice_on, 'Mon FMDD, YYYY'), ', no annual notice')
        from intake.consent c
        where c.district_id = @districtId and c.consent_id in (select id from asked where kind = 'consent')
        union all
        select 'eligibility', e.eligibility_id, 'Medicaid eligibility',
               'from ' || to_char(e.eligible_from, 'Mon FMDD, YYYY') || coalesce(' to ' || to_char(e.eligible_to, 'Mon FMDD, YYYY'), ', open')
               || case when e.other_coverage then ', other coverage open' else '' end
        from intake.eligibility e
        where e.district_id = @districtId and e.eligibility_id in (select id from asked where kind = 'eligibility')
        union all
        select 'absence', a.absence_id, 'Absence from school',
               to_char(a.absent_on, 'Mon FMDD, YYYY')
               || case when a.absent_from = '00:00' and a.absent_to is null then ', the whole day'
                       else ', from ' || case when a.absent_from = '00:00' then 'the start of the day' else to_char(a.absent_from, 'FMHH12:MI AM') end
                            || ' to ' || coalesce(to_char(a.absent_to, 'FMHH12:MI AM'), 'its end') end
        from intake.absence a
        where a.district_id = @districtId and a.absence_id in (select id from asked where kind = 'absence')
        union all
        select 'stay', y.stay_id, 'Stay in an institution',
               'from ' || to_char(y.stay_from, 'Mon FMDD, YYYY') || coalesce(' to ' || to_char(y.stay_to, 'Mon FMDD, YYYY'), ', open')
        from intake.stay y
        where y.district_id = @districtId and y.stay_id in (select id from asked where kind = 'stay')
        union all
        select 'service_authorization', z.authorization_id, 'Authorization ' || z.authorization_number || ' for ' || z.covers,
               'from ' || to_char(z.valid_from, 'Mon FMDD, YYYY') || coalesce(' to ' || to_char(z.valid_to, 'Mon FMDD, YYYY'), ', open')
               || coalesce(', ' || z.units || ' units', '')
        from intake.service_authorization z
        where z.district_id = @districtId and z.authorization_id in (select id from asked where kind = 'service_authorization')
        union all
        select 'student', s.student_id, 'Student ' || s.student_number,
               'enrolled ' || coalesce((
                   select string_agg(n.school_code || ' from ' || to_char(n.enrolled_from, 'Mon FMDD, YYYY')
                                     || coalesce(' to ' || to_char(n.enrolled_to, 'Mon FMDD, YYYY'), ''), '; ' order by n.enrolled_from)
                   from intake.enrolment n
                   where n.district_id = s.district_id and n.student_id = s.student_id), 'nowhere')
        from intake.student s
        where s.district_id = @districtId and s.student_id in (select id from asked where kind = 'student')
        union all
        select 'provider', p.provider_id, 'Provider ' || p.provider_number,
               coalesce((
                   select string_agg(c.credential || ' ' || to_char(c.valid_from, 'Mon FMDD, YYYY')
                                     || coalesce(' to ' || to_char(c.valid_to, 'Mon FMDD, YYYY'), ', open'), '; ' order by c.valid_from)
                   from intake.credential c
                   where c.district_id = p.district_id and c.provider_id = p.provider_id), 'no credential')
               || coalesce(', screened ' || to_char(p.screened_on, 'Mon FMDD, YYYY'), ', never screened')
        from intake.provider p
        where p.district_id = @districtId and p.provider_id in (select id from asked where kind = 'provider')
        union all
        select 'plan', p.plan_id, p.plan_number || ' (' || p.plan_type || ')',
               'from ' || to_char(p.plan_from, 'Mon FMDD, YYYY') || ' to ' || to_char(p.plan_to, 'Mon FMDD, YYYY')
               || coalesce(', signed ' || to_char(p.finalized_on, 'Mon FMDD, YYYY'), ', not signed')
        from intake.plan p
        where p.district_id = @districtId and p.plan_id in (select id from asked where kind = 'plan')
        order by 1, 2
        """;

    /// <summary>The element that a finding's link leads to.</summary>
    public string ElementId => ElementIdOf(Kind, RecordId);

    public static string ElementIdOf(string kind, long recordId) => $"{kind.Replace('_', '-')}-{recordId}";

    /// <summary>The records that this page shows by themselves; the grid row and other entries have places of their own.</summary>
    public static async Task<IReadOnlyList<UsedRecord>> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, IReadOnlyCollection<(string Kind, long Id)> records, CancellationToken cancellationToken) =>
        records.Count == 0
            ? []
            : [.. await connection.QueryAsync<UsedRecord>(new CommandDefinition(
                OfIdsSql,
                new { districtId, kinds = records.Select(record => record.Kind).ToArray(), ids = records.Select(record => record.Id).ToArray() },
                cancellationToken: cancellationToken))];
}

using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>How many of a month's entries, and how many dollars, get from one step to the next.</summary>
/// <remarks>Values are cents: what an entry brings, or would bring if it were fixed. Claimed cents are those on live claim lines; paid ones are what came.</remarks>
public sealed record MonthFunnel
{
    private const string OfAsked = """
        (@providerId::bigint is null or e.provider_id = @providerId)
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = @districtId and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        """;

    /// <summary>A finding's weight decides: the heaviest that stands on an entry names its pile.</summary>
    /// <remarks>
    /// A full join, here and below, though every finding has its entry: it is done by hashing or sorting and never by going through one side
    /// for each row of the other, which a planner does with a month of which its statistics say nothing.
    /// </remarks>
    [Sql]
    private const string EntriesSql = """
        select count(e.entry_id) as logged, coalesce(sum(e.value_cents), 0)::bigint as logged_cents,
               count(*) filter (where e.source = 'page') as logged_on_pages,
               count(*) filter (where e.delivered) as delivered,
               coalesce(sum(e.value_cents) filter (where e.delivered), 0)::bigint as delivered_cents,
               count(*) filter (where e.billable) as billable,
               coalesce(sum(e.value_cents) filter (where e.billable), 0)::bigint as billable_cents,
               count(e.entry_id) filter (where f.rejects) as rejected,
               coalesce(sum(e.value_cents) filter (where f.rejects), 0)::bigint as rejected_cents,
               count(*) filter (where f.rejects and e.delivered) as rejected_delivered,
               count(*) filter (where f.rejects is false and e.delivered) as not_billable_delivered
        from (
            select e.entry_id, e.value_cents, e.source, e.delivered, e.billable
            from intake.entry e
            where e.district_id = @districtId and e.service_month = @month and
        """ + " " + OfAsked + """
        ) e
        full join (
            select entry_id, severity = 'reject' as rejects
            from intake.flagged_entry
            where district_id = @districtId and service_month = @month and severity <> 'warn') f
          on f.entry_id = e.entry_id
        """;

    /// <summary>A line's sessions are one provider's, so what is paid needs no cutting by session.</summary>
    /// <remarks>"offset 0" keeps the condition out of the join, which it would make an inner one.</remarks>
    [Sql]
    private const string ClaimedSql = """
        with line as (
            select b.claim_id, b.line_number, count(*) as entries, sum(b.charge_cents) as charge_cents
            from (
                select l.claim_id, l.line_number, l.charge_cents, e.entry_id
                from (
                    select claim_id, line_number, charge_cents, entry_id
                    from billing.claim_line_entry
                    where district_id = @districtId and service_month = @month and live) l
                full join (
                    select e.entry_id
                    from intake.entry e
                    where e.district_id = @districtId and e.service_month = @month and
        """ + " " + OfAsked + """
                ) e on e.entry_id = l.entry_id
                offset 0) b
            where b.claim_id is not null and b.entry_id is not null
            group by b.claim_id, b.line_number)
        select coalesce(sum(l.entries), 0)::bigint as claimed, coalesce(sum(l.charge_cents), 0)::bigint as claimed_cents,
               coalesce(sum(l.entries) filter (where c.accepted), 0)::bigint as accepted,
               coalesce(sum(l.charge_cents) filter (where c.accepted), 0)::bigint as accepted_cents,
               coalesce(sum(l.entries) filter (where p.paid_cents <> 0), 0)::bigint as paid,
               coalesce(sum(p.paid_cents), 0)::bigint as paid_cents
        from line l
        full join (
            select claim_id, stage in ('accepted', 'decided') as accepted
            from billing.claim_standing
            where district_id = @districtId and service_month = @month) c on c.claim_id = l.claim_id
        left join lateral (
            select sum(p.paid_cents) as paid_cents
            from billing.line_posting p
            where p.district_id = @districtId and p.claim_id = l.claim_id and p.line_number = l.line_number) p on true
        """;

    public long Logged { get; init; }

    public long LoggedCents { get; init; }

    /// <summary>Of those logged, the ones that providers logged on a page; all others came in files.</summary>
    public long LoggedOnPages { get; init; }

    public long Delivered { get; init; }

    public long DeliveredCents { get; init; }

    public long Billable { get; init; }

    public long BillableCents { get; init; }

    /// <summary>Entries that a rejecting finding stands on, delivered or not.</summary>
    public long Rejected { get; init; }

    public long RejectedCents { get; init; }

    /// <summary>Delivered, and a rejecting finding stands between them and a claim.</summary>
    public long RejectedDelivered { get; init; }

    /// <summary>Neither held nor to be fixed: absences, cancellations.</summary>
    public long NotHeld => Logged - Delivered - (Rejected - RejectedDelivered);

    /// <summary>Delivered, and final: Medicaid does not pay for them.</summary>
    public long NotBillableDelivered { get; init; }

    public long Claimed { get; init; }

    public long ClaimedCents { get; init; }

    /// <summary>On claims that the payer took in, whatever it decided then.</summary>
    public long Accepted { get; init; }

    public long AcceptedCents { get; init; }

    /// <summary>On claim lines that the payer paid something for.</summary>
    public long Paid { get; init; }

    public long PaidCents { get; init; }

    /// <param name="providerId">Only this provider's entries; null: those of all.</param>
    /// <param name="schools">Only where the student was of one of these on its date; null: of any.</param>
    public static async Task<MonthFunnel> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, long? providerId, string[]? schools, CancellationToken cancellationToken)
    {
        var of = new { districtId, month, providerId, schools };
        var funnel = await connection.QuerySingleAsync<MonthFunnel>(new CommandDefinition(EntriesSql, of, cancellationToken: cancellationToken));
        var claimed = await connection.QuerySingleAsync<MonthFunnel>(new CommandDefinition(ClaimedSql, of, cancellationToken: cancellationToken));
        return funnel with
        {
            Claimed = claimed.Claimed,
            ClaimedCents = claimed.ClaimedCents,
            Accepted = claimed.Accepted,
            AcceptedCents = claimed.AcceptedCents,
            Paid = claimed.Paid,
            PaidCents = claimed.PaidCents,
        };
    }
}

using System.Globalization;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Billing.Delivery;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Web.Months;
using Npgsql;

namespace MedicaidLogs.Web.Closing;

/// <summary>How far a month is on its way from logged sessions to answered claims. Money in cents.</summary>
public sealed record MonthClosing
{
    /// <summary>An entry counts once, by the heaviest finding that stands on it.</summary>
    /// <remarks>PostgreSQL makes a full join by hashes or by sorting, and never row by row, even where it believes that there is but one row.</remarks>
    [Sql]
    private const string EntriesSql = """
        select count(e.entry_id)::int as entries,
               count(*) filter (where f.rejects)::int as rejected,
               coalesce(sum(e.value_cents) filter (where f.rejects), 0)::bigint as rejected_cents,
               count(*) filter (where f.unsigned)::int as unsigned,
               coalesce(sum(e.value_cents) filter (where f.unsigned), 0)::bigint as unsigned_cents,
               count(*) filter (where e.billable and x.entry_id is null)::int as ready,
               coalesce(sum(e.value_cents) filter (where e.billable and x.entry_id is null), 0)::bigint as ready_cents,
               min(e.service_date) filter (where e.billable and x.entry_id is null) as first_ready_day,
               count(*) filter (where e.billable and x.entry_id is null and e.check_run_id > (
                   select coalesce(max(c.check_run_id), 0)
                   from billing.month_close c
                   where c.district_id = @districtId and c.service_month = @month))::int as not_closed
        from (
            select entry_id, service_date, billable, value_cents, check_run_id
            from intake.entry
            where district_id = @districtId and service_month = @month) e
        full join (
            select entry_id, severity = 'reject' as rejects, codes && @_ofSigning as unsigned
            from intake.flagged_entry
            where district_id = @districtId and service_month = @month and severity <> 'warn') f
          on f.entry_id = e.entry_id
        full join (
            select entry_id
            from billing.claim_line_entry
            where district_id = @districtId and service_month = @month and live) x
          on x.entry_id = e.entry_id
        """;

    [Sql]
    private const string StateSql = """
        select (select count(*)::int
                from intake.import_file f
                where f.district_id = @districtId and f.status = 'received' and f.settled_at is null) as files_waiting,
               (select m.pack_hash from intake.checked_month m where m.district_id = @districtId and m.service_month = @month) as pack_hash,
               c.close_number, c.closed_at, c.closed_by,
               d.waiting as decisions, d.last_at as last_decision_at
        from (values (1)) as one
        left join lateral (
            select close_number, closed_at, closed_by
            from billing.month_close
            where district_id = @districtId and service_month = @month
            order by close_number desc
            limit 1) c on true
        cross join lateral (
            select count(*) filter (where d.claim_run_id is null and d.dropped_at is null and d.kind <> 'again')::int as waiting,
                   max(d.decided_at) filter (where d.dropped_at is null) as last_at
            from billing.claim_run r
            join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
            join billing.claim_decision d on d.district_id = c.district_id and d.claim_id = c.claim_id
            where r.district_id = @districtId and r.service_month = @month) d
        """;

    /// <summary>Voids are no claims that money is awaited for.</summary>
    [Sql]
    private const string AnswersSql = """
        select stage, count(*)::int as claims, sum(charge_cents)::bigint as cents
        from billing.claim_standing
        where district_id = @districtId and service_month = @month and frequency <> '8' and released_at is not null
        group by stage
        """;

    [Sql]
    private const string FetchedSql = """
        select distinct on (subject_id) subject_id::bigint as claim_run_id, at, actor
        from ops.audit_event
        where district_id = @districtId and subject_kind = 'claim-run' and subject_id = any(@runs) and action = @action
        order by subject_id, seq desc
        """;

    private static readonly string[] _ofSigning = [Ingest.Checks.Unsigned.Code, EditedAfterSigning.Code, SignedBeforeEnd.Code, NotCosigned.Code];

    public DateOnly Month { get; init; }

    /// <summary>The month's last day where it is not over; null: it is.</summary>
    public DateOnly? GoesOnUntil { get; init; }

    public int Entries { get; init; }

    public int Rejected { get; init; }

    public long RejectedCents { get; init; }

    /// <summary>Of the entries, those that lack a signature or one that still holds.</summary>
    public int Unsigned { get; init; }

    public long UnsignedCents { get; init; }

    /// <summary>Billable, and on no claim.</summary>
    public int Ready { get; init; }

    public long ReadyCents { get; init; }

    public DateOnly? FirstReadyDay { get; init; }

    /// <summary>Of the ready, those that became so after the last close.</summary>
    public int NotClosed { get; init; }

    /// <summary>Files of the district that came in and are not taken in yet.</summary>
    public int FilesWaiting { get; init; }

    public string? PackHash { get; init; }

    public int? CloseNumber { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>Replacements and voids that the next file carries out.</summary>
    public int Decisions { get; init; }

    public DateTimeOffset? LastDecisionAt { get; init; }

    /// <summary>What workers were last asked to do with the month; null where nobody asked.</summary>
    public ClosingRequest? Request { get; init; }

    public MonthState State { get; init; } = new();

    /// <summary>Why the month is to be checked again; null where it is not.</summary>
    public string? StaleBecause { get; init; }

    /// <summary>The oldest first; withdrawn ones are not among them.</summary>
    public IReadOnlyList<ClaimFile> Files { get; init; } = [];

    /// <summary>Who fetched a released file last, by its run.</summary>
    public IReadOnlyDictionary<long, Fetched> FetchedLast { get; init; } = new Dictionary<long, Fetched>();

    /// <summary>How it stands with the released files that go to their payers by themselves, by their runs.</summary>
    public IReadOnlyDictionary<long, DeliveryStanding> Deliveries { get; init; } = new Dictionary<long, DeliveryStanding>();

    /// <summary>Claims that went out, by what the payer has made of them.</summary>
    public IReadOnlyList<AnswerCount> Answers { get; init; } = [];

    /// <summary>The ready ones that a close has frozen.</summary>
    public int ReadyToBuild => Ready - NotClosed;

    public static async Task<MonthClosing> LoadAsync(
        NpgsqlConnection connection, District district, DateOnly month, DateOnly today, CancellationToken cancellationToken)
    {
        var of = new { district.DistrictId, month, _ofSigning };
        CommandDefinition Of(string sql) => new(sql, of, cancellationToken: cancellationToken);
        var entries = await connection.QuerySingleAsync<MonthClosing>(Of(EntriesSql));
        var state = await connection.QuerySingleAsync<MonthClosing>(Of(StateSql));
        var checkedState = await MonthState.LoadAsync(connection, district.DistrictId, month, cancellationToken);
        var files = (await ClaimFile.OfMonthAsync(connection, district.DistrictId, month, cancellationToken)).Where(file => file.WithdrawnAt is null).ToList();
        return entries with
        {
            Month = month,
            GoesOnUntil = month.AddMonths(1).AddDays(-1) is var last && last >= today ? last : null,
            FilesWaiting = state.FilesWaiting,
            CloseNumber = state.CloseNumber,
            ClosedAt = state.ClosedAt,
            ClosedBy = state.ClosedBy,
            Decisions = state.Decisions,
            LastDecisionAt = state.LastDecisionAt,
            Request = await ClosingRequest.LatestAsync(connection, district.DistrictId, month, cancellationToken),
            State = checkedState,
            StaleBecause = checkedState.StaleBecause
                ?? (state.PackHash is { } hash && hash != district.RulePack.Hash ? "it was checked under another rule pack" : null),
            Files = files,
            Deliveries = await DeliveryStanding.OfRunsAsync(connection, district.DistrictId, files.Select(file => file.ClaimRunId), cancellationToken),
            FetchedLast = await FetchedAsync(connection, district.DistrictId, files.Select(file => file.ClaimRunId), cancellationToken),
            Answers = [.. await connection.QueryAsync<AnswerCount>(Of(AnswersSql))],
        };
    }

    /// <summary>Who fetched files last, by their runs.</summary>
    public static async Task<IReadOnlyDictionary<long, Fetched>> FetchedAsync(
        NpgsqlConnection connection, DistrictId districtId, IEnumerable<long> claimRunIds, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Fetched>(new CommandDefinition(
            FetchedSql,
            new { districtId, runs = claimRunIds.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToArray(), action = ClaimFileDownload.Action },
            cancellationToken: cancellationToken))).ToDictionary(fetched => fetched.ClaimRunId);
}

/// <param name="Actor">As the audit trail writes it.</param>
public sealed record Fetched(long ClaimRunId, DateTimeOffset At, string Actor);

/// <param name="Stage">As billing.claim_standing says: released, accepted, rejected, decided.</param>
public sealed record AnswerCount(string Stage, int Claims, long Cents);

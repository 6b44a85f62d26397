using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Intake;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>Which files the page lists: of one month of receiving or sending.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>; null: all.</param>
/// <param name="After">Goes on after this file, as <see cref="ListedFile.Place"/> names it; null: from the latest.</param>
public sealed record FileFilter(DateOnly Month, string? Kind, string? After)
{
    public const string Path = "/admin/files";

    private const int LongestPlace = 40;

    /// <summary>Kinds of files and their words, in the order of the choice.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>(KindText.All)
    {
        ["answer"] = "Answers of the payer",
        ["claims"] = "Claim files",
    };

    public string Address => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["month"] = Core.Districts.MonthName.Of(Month),
        ["kind"] = Kind,
        ["after"] = After,
    });

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static FileFilter From(IQueryCollection query, DateOnly month)
    {
        var (kind, after) = (query["kind"].ToString(), query["after"].ToString());
        return new(month, Kinds.ContainsKey(kind) ? kind : null, after.Length is > 0 and <= LongestPlace ? after : null);
    }
}

/// <summary>A file that came in or was made to go out.</summary>
/// <param name="Way">in or out.</param>
/// <param name="Status">Of the way in: received, waiting, taken-in, posted, refused. Of the way out: built, released, delivered, withdrawn.</param>
/// <param name="Who">An account's name, or a command.</param>
/// <param name="Place">Where it stands in the list.</param>
public sealed record ListedFile(
    string Way, string Kind, long FileId, string FileName, DateTime At, string Status, string Who, long LengthBytes, string Sha256, string Place)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        with files as (
            select 'in' as way, f.kind, f.import_file_id as file_id, f.file_name, f.received_at as at, f.status, f.received_by as actor, f.sha256
            from intake.import_file f
            where f.district_id = @districtId and f.received_at >= @from and f.received_at < @to
            union all
            select 'in', 'answer', f.response_file_id, f.file_name, f.received_at, f.status, f.received_by, f.sha256
            from billing.response_file f
            where f.district_id = @districtId and f.received_at >= @from and f.received_at < @to
            union all
            select 'out', 'claims', r.claim_run_id, r.file_name, r.built_at,
                   case when d.delivered_at is not null then 'delivered' when l.released_at is not null then 'released'
                        when w.withdrawn_at is not null then 'withdrawn' else 'built' end,
                   r.built_by, r.sha256
            from billing.claim_run r
            left join billing.claim_release l on l.district_id = r.district_id and l.claim_run_id = r.claim_run_id
            left join billing.claim_withdrawal w on w.district_id = r.district_id and w.claim_run_id = r.claim_run_id
            left join billing.claim_delivery d on d.district_id = r.district_id and d.claim_run_id = r.claim_run_id
            where r.district_id = @districtId and r.built_at >= @from and r.built_at < @to),
        placed as (
            select f.*, to_char(extract(epoch from f.at) * 1000000, 'FM00000000000000000') || '-' || f.way || '-' || f.kind || '-' || f.file_id as place from files f)
        select p.way, p.kind, p.file_id, p.file_name, p.at, p.status, coalesce(u.display_name, 'a command') as who, s.length_bytes,
               encode(p.sha256, 'hex') as sha256, p.place
        from placed p
        cross join lateral (select s.length_bytes from ops.stored_file s where s.district_id = @districtId and s.sha256 = p.sha256 offset 0) s
        left join ops.user_account u on u.district_id = @districtId and 'user:' || u.user_id = p.actor
        where (@kind::text is null or p.kind = @kind) and (@after::text is null or p.place collate "C" < @after)
        order by p.place collate "C" desc
        limit @limit
        """;

    public (string Severity, string Words) State => Status switch
    {
        "received" => ("next", "Received, waits for a worker"),
        "waiting" => ("warn", "Waits until somebody says how it is read"),
        "taken-in" => ("good", "Taken in"),
        "posted" => ("good", "Posted"),
        "refused" => ("reject", "Refused"),
        "built" => ("next", "Waits for the release"),
        "released" => ("good", "Released"),
        "delivered" => ("good", "Delivered"),
        "withdrawn" => ("not-billable", "Withdrawn"),
        var other => ("next", other),
    };

    /// <summary>A released claim file is fetched by those who may release it; every fetch is recorded.</summary>
    public bool CanBeFetched => Way == "out" && Status is "released" or "delivered";

    /// <summary>The latest first, of one month by the district's clock. One more than a page where there are more.</summary>
    public static async Task<IReadOnlyList<ListedFile>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, FileFilter filter, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ListedFile>(new CommandDefinition(
            PageSql,
            new
            {
                districtId,
                from = StartOf(filter.Month, zone),
                to = StartOf(filter.Month.AddMonths(1), zone),
                filter.Kind,
                filter.After,
                limit = PageSize + 1,
            },
            cancellationToken: cancellationToken))];

    /// <summary><c>1.2 MB</c></summary>
    public static string SizeOf(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000m:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000m:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000m:0.#} GB"),
    };

    private static DateTimeOffset StartOf(DateOnly month, TimeZoneInfo zone)
    {
        var midnight = month.ToDateTime(TimeOnly.MinValue);
        return new(midnight, zone.GetUtcOffset(midnight));
    }
}

using System.Globalization;
using System.Security.Cryptography;
using Dapper;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>What a district has at the end, held against what was sent to it and what its payer knows.</summary>
internal static class Reckoning
{
    private const string CountsSql = """
        select (select coalesce(sum(f.rows_total), 0) from intake.import_file f where f.district_id = @DistrictId and f.kind = 'logs')::int as rows,
               (select count(*) from intake.import_file f where f.district_id = @DistrictId and f.kind = 'logs')::int as files,
               (select count(*) from intake.import_file f where f.district_id = @DistrictId and f.status <> 'taken-in')::int as not_in,
               (select coalesce(sum(f.rows_entered), 0) from intake.import_file f where f.district_id = @DistrictId and f.kind = 'logs')::int as entered,
               (select count(*) from intake.entry e where e.district_id = @DistrictId)::int as entries,
               (select count(*) from intake.import_file f where f.district_id = @DistrictId)
                 - (select count(distinct a.subject_id) from ops.audit_event a where a.district_id = @DistrictId and a.action = 'file.taken-in') as not_told,
               (select count(*) from ops.audit_event a where a.district_id = @DistrictId and a.action = 'file.taken-in')
                 - (select count(*) from intake.import_file f where f.district_id = @DistrictId) as told_twice,
               (select count(*) from billing.response_file f where f.district_id = @DistrictId and f.status = 'posted')::int as posted,
               (select count(*) from ops.audit_event a where a.district_id = @DistrictId and a.action = 'response.posted')::int as posted_told,
               (select coalesce(sum(r.payment_cents), 0) from billing.remittance r where r.district_id = @DistrictId)::bigint as paid_cents,
               (select count(*) from ops.audit_event a where a.district_id = @DistrictId and a.action = 'claims.delivered')::int as delivered_told,
               (select count(*) from billing.claim c where c.district_id = @DistrictId)::int as claims
        """;

    private const string ReleasedSql = """
        select r.file_name, r.sha256, r.control_number, d.delivered_at is not null as delivered
        from billing.claim_run r
        left join billing.claim_delivery d on d.district_id = r.district_id and d.claim_run_id = r.claim_run_id
        where r.district_id = @DistrictId order by r.control_number
        """;

    private const string StuckSql = """
        select r.kind || ' ' || r.subject || ' is ' || r.state || ': ' || coalesce(r.technical, 'no cause')
        from ops.job_run r where r.district_id = @DistrictId and (r.state = 'failed' or r.state = 'running')
        union all
        select 'place ' || p.name || ' is stopped: ' || p.problem from ops.place p where p.district_id = @DistrictId and p.stopped_at is not null
        """;

    private sealed record Counts(
        int Rows, int Files, int NotIn, int Entered, int Entries, long NotTold, long ToldTwice, int Posted, int PostedTold, long PaidCents, int DeliveredTold, int Claims);

    private sealed record SentFile(string FileName, byte[] Sha256, int ControlNumber, bool Delivered);

    /// <returns>What was lost, came twice or does not tie out, in words; and the district's sums.</returns>
    public static async Task<(IReadOnlyList<string> Losses, FaultSums Sums)> OfAsync(Installation installation, Office office)
    {
        var (district, payer) = (office.District, office.Payer);
        await using var connection = await installation.Postgres.Database.OpenConnectionAsync();
        var counts = await connection.QuerySingleAsync<Counts>(CountsSql, new { district.DistrictId });
        var sent = (await connection.QueryAsync<SentFile>(ReleasedSql, new { district.DistrictId })).AsList();
        var losses = new List<string>();
        Same("rows", district.Files.Sum(file => file.Rows), counts.Rows);
        Same("log files", district.Files.Count, counts.Files);
        Same("files not taken in", 0, counts.NotIn);
        Same("entries", counts.Entered, counts.Entries);
        Same("files whose taking in is not in the audit trail", 0, counts.NotTold);
        Same("files taken in twice", 0, counts.ToldTwice);
        Same("answers posted", payer.Answers, counts.Posted);
        Same("answers posted, by the audit trail", payer.Answers, counts.PostedTold);
        Same("cents paid", payer.Books.PaymentCents, counts.PaidCents);
        Same("claim files", office.Bills, sent.Count);
        Same("claim files delivered, by the audit trail", sent.Count, counts.DeliveredTold);
        Same("claim files at the payer", sent.Count, payer.Taken.Count);
        losses.AddRange(sent.Where((file, index) => file.ControlNumber != index + 1).Select(file => $"control number {file.ControlNumber} is out of turn"));
        losses.AddRange(sent.Where(file => !file.Delivered).Select(file => $"{file.FileName} is not delivered"));
        losses.AddRange(sent
            .Where(file => !payer.Files.TryGetValue(file.FileName, out var bytes) || !SHA256.HashData(bytes).AsSpan().SequenceEqual(file.Sha256))
            .Select(file => $"{file.FileName} is not what the payer has"));
        losses.AddRange(Directory.EnumerateFiles(district.OutOf(installation)).Select(path => $"{Path.GetFileName(path)} is left in the payer's folder"));
        losses.AddRange(await connection.QueryAsync<string>(StuckSql, new { district.DistrictId }));
        var verified = await installation.CommandAsync("verify", "--district", district.Code);
        if (verified.ExitCode != 0)
        {
            losses.Add($"medlogs verify ended with {verified.ExitCode}: {verified.Output}{verified.Errors}");
        }

        return ([.. losses.Select(loss => $"{district.Code}: {loss}")], new(counts.Rows, counts.Files + counts.Posted, sent.Count, counts.Claims, counts.PaidCents));

        void Same(string what, long expected, long found)
        {
            if (expected != found)
            {
                losses.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {found}, not {expected}"));
            }
        }
    }
}

/// <param name="FilesIn">Log files and payers' answers.</param>
/// <param name="FilesOut">Claim files delivered.</param>
public sealed record FaultSums(int Rows, int FilesIn, int FilesOut, int Claims, long PaidCents)
{
    public static FaultSums operator +(FaultSums one, FaultSums other) => new(
        one.Rows + other.Rows, one.FilesIn + other.FilesIn, one.FilesOut + other.FilesOut, one.Claims + other.Claims, one.PaidCents + other.PaidCents);
}

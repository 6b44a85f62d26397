using System.IO.Compression;
using System.Text;
using Dapper;
using MedicaidLogs.Billing.AuditPacks;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Billing.Tests.Reconciliation.Reports;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.AuditPacks;

public sealed class AuditPackTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Sql]
    private const string InsertLogSql = """
        insert into billing.session_log
            (district_id, service_month, document_id, version, student_id, provider_id, service, content_hash, pdf_sha256, certificate_sha256,
             made_at, made_by)
        values (@districtId, '2026-10-01', @documentId, 1, 1, 1, 'SPEECH', @hash, @hash, @hash, '2026-11-09T12:00Z', 'command:test')
        """;

    [Fact]
    public async Task Holds_everything_behind_the_line_and_an_index_of_it()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var line = LineOf(month, claimId: 1);

        var pack = Open(await WriteAsync(month, line));

        Assert.Equal(
            [
                "source/entry-1-version-1.csv", "line.csv", "sessions.csv", "logged-on-page.csv", "basis.csv", "versions.csv", "versions-fields.csv", "signatures.csv", "findings.csv",
                "office.csv", "answers.csv", "payments.csv", "adjustments.csv", "decisions.csv", "codes.csv", "claim.837.txt", "session-log-provider-1-entry-1.html",
                "index.csv", "index.html",
            ],
            pack.Keys.Select(name => name[(line.Length + 1)..]));
        Assert.All(pack.Keys, name => Assert.StartsWith(line + "/", name, StringComparison.Ordinal));
        Assert.Contains($",{line},1,decided,", pack[$"{line}/line.csv"], StringComparison.Ordinal);
        Assert.Contains("2026-11-06,NH MEDICAID,TRACE", pack[$"{line}/payments.csv"], StringComparison.Ordinal);
        Assert.Contains(",CO,45,5.00,the line\r\n", pack[$"{line}/adjustments.csv"], StringComparison.Ordinal);
        Assert.Contains("\r\n1,1,note,", pack[$"{line}/versions-fields.csv"], StringComparison.Ordinal);
        Assert.Contains("<h1>Session log</h1>", pack[$"{line}/session-log-provider-1-entry-1.html"], StringComparison.Ordinal);
        Assert.Equal(18, pack[$"{line}/index.csv"].TrimEnd().Split("\r\n").Length); // seventeen parts and the head
    }

    [Fact]
    public async Task Says_what_the_sessions_rest_on_and_what_the_codes_mean()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var line = LineOf(month, claimId: 2);

        var pack = Open(await WriteAsync(month, line));

        Assert.Equal(["plan row", "consent", "eligibility", "order", "credential"], Lines(pack[$"{line}/basis.csv"]).Select(row => row.Split(',')[1]).Distinct());
        Assert.Equal(["CARC,CO-16", "check,LOG_CLONED"], Lines(pack[$"{line}/codes.csv"]).Select(row => string.Join(',', row.Split(',')[..2])));

        static IEnumerable<string> Lines(string table) => table.TrimEnd().Split("\r\n").Skip(1);
    }

    [Fact]
    public async Task The_claim_stands_as_in_the_file_with_what_it_hangs_on_and_no_other_claim()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var line = LineOf(month, claimId: 2);

        var claim = Open(await WriteAsync(month, line))[$"{line}/claim.837.txt"].TrimEnd().Split('\n');

        Assert.Equal(["ISA", "GS", "ST", "BHT"], claim.Take(4).Select(IdOf));
        Assert.Single(claim, segment => IdOf(segment) == "CLM");
        Assert.Equal(2, claim.Count(segment => IdOf(segment) == "HL"));
        Assert.Contains($"REF*6R*{line}~", claim);
        Assert.Contains(claim, segment => segment.StartsWith($"CLM*{line[..^2]}*", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sealed_session_log_is_in_the_pack_of_a_student_with_several_logs()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var line = LineOf(month, claimId: 1);
        await month.Month.LogAsync(An.Entry().Id(900).For("S1").By("P2").On(new DateOnly(2026, 10, 30)).At(15, 0, 30));
        byte[] sealedLog = [1, 2, 3];
        await KeepLogAsync(month, "2026-10-1-1-SPEECH", sealedLog);

        using var pack = new ZipArchive(new MemoryStream(await WriteAsync(month, line)));

        using var copy = new MemoryStream();
        await using var part = pack.GetEntry($"{line}/session-log-provider-1-entry-1.pdf")!.Open();
        await part.CopyToAsync(copy);
        Assert.Equal(sealedLog, copy.ToArray());
    }

    private async Task KeepLogAsync(ReportedMonth month, string documentId, byte[] pdf)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var districtId = month.Month.DistrictId;
        var stored = await FileStore.PutAsync(transaction, districtId, new MemoryStream(pdf), CancellationToken.None);
        await connection.ExecuteAsync(InsertLogSql, new { districtId, documentId, stored.Hash }, transaction);
        await transaction.CommitAsync();
    }

    [Fact]
    public async Task The_same_store_gives_the_same_bytes_and_each_making_is_on_record()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var line = LineOf(month, claimId: 3);

        Assert.Equal(await WriteAsync(month, line), await WriteAsync(month, line));
        Assert.Equal(
            [line, line],
            await month.Month.QueryAsync<string>("select subject_id from ops.audit_event where district_id = @DistrictId and action = 'audit-pack.made'"));
    }

    [Theory, InlineData(""), InlineData("01"), InlineData("nothing of ours"), InlineData("M0000000000000001")]
    public async Task There_is_none_of_a_line_that_never_was(string line)
    {
        var month = await ClaimMonth.CreateAsync(database);

        Assert.Null(await AuditPack.FindAsync(database.DataSource, StoredDistrict.Clock, month.District.District, line));
    }

    [Fact]
    public async Task A_line_of_another_district_is_not_found()
    {
        var (ours, theirs) = (await ReportedMonth.CreateAsync(database), await ReportedMonth.CreateAsync(database));

        Assert.Null(await AuditPack.FindAsync(database.DataSource, StoredDistrict.Clock, ours.Month.District.District, LineOf(theirs, claimId: 1)));
    }

    private static string IdOf(string segment) => segment.Split('*')[0];

    private static string LineOf(ReportedMonth month, long claimId) => new ClaimNumber(month.Month.DistrictId, claimId).OfLine(1);

    private async Task<byte[]> WriteAsync(ReportedMonth month, string line)
    {
        var pack = await AuditPack.FindAsync(database.DataSource, StoredDistrict.Clock, month.Month.District.District, line);
        var stream = new MemoryStream();
        await pack!.WriteAsync(ClaimMonth.Who, new MinutesLedger(), stream);
        return stream.ToArray();
    }

    private static Dictionary<string, string> Open(byte[] pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }
}

using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Auditing;
using MedicaidLogs.Web.Tests.Clerk;
using MedicaidLogs.Web.Tests.Finance;
using MedicaidLogs.Web.Tests.Security;

namespace MedicaidLogs.Web.Tests.Auditing;

/// <summary>An auditor draws lines and looks behind each; nothing is changed.</summary>
public sealed partial class AuditorTests(PaidMonth web) : IClassFixture<PaidMonth>
{
    private static readonly string _line = SampledLine.AddressOf(ReturnedMonth.Denied, 1);

    [Fact]
    public async Task The_same_number_draws_the_same_lines_again()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);

        var draws = new List<string[]>();
        foreach (var seed in new[] { 7, 7, 8, 9, 10 })
        {
            draws.Add(await LinesAsync(auditor, $"/auditor/sample?month=2026-10&lines=2&seed={seed}"));
        }

        Assert.All(draws, draw => Assert.Equal(2, draw.Length));
        Assert.Equal(draws[0], draws[1]);
        Assert.Contains(draws.Skip(2), draw => !draw.SequenceEqual(draws[0]));
        var csv = await auditor.GetStringAsync("/auditor/sample?month=2026-10&lines=2&seed=7&handler=Csv");
        Assert.Equal(3, csv.TrimEnd().Split("\r\n").Length);
        Assert.All(draws[0], line => Assert.Contains(line, csv, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claims_are_named_and_what_is_none_is_told()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);
        var number = await NumberAsync();

        var page = await auditor.GetStringAsync($"/auditor/sample?claims={number.ToLowerInvariant()}%20M0000");

        Assert.Contains($"{number}01", page, StringComparison.Ordinal);
        Assert.Contains("No claim that was sent has this number", page, StringComparison.Ordinal);
        Assert.Contains("M0000", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_shows_what_its_pack_holds_from_the_row_to_the_payment()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);

        var page = WebUtility.HtmlDecode(await auditor.GetStringAsync(_line));

        Assert.Contains("The row as it came", page, StringComparison.Ordinal);
        Assert.Contains("What the sessions rest on", page, StringComparison.Ordinal);
        Assert.Contains($"TRACE{PaidMonth.Remittance}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("user:", page, StringComparison.Ordinal);
        using var answer = await auditor.GetAsync(_line + "/pack");
        using var pack = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal($"audit-pack-{await NumberAsync()}01.zip", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Contains(pack.Entries, entry => entry.Name == "payments.csv");
        Assert.Contains("audit-pack.made", await ActionsAsync());
    }

    [Fact]
    public async Task A_line_is_told_as_people_write_and_what_is_not_there_is_told_once()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);

        var page = WebUtility.HtmlDecode(await auditor.GetStringAsync(_line));

        var shown = Preformatted().Replace(page, ""); // rows and segments stand as they came
        Assert.DoesNotMatch(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T|>[0-9]{4}-[0-9]{2}-[0-9]{2}<|>[0-9]{2}:[0-9]{2}:[0-9]{2}<", shown);
        Assert.Contains("<dt>Built at</dt><dd>Nov ", shown, StringComparison.Ordinal);
        Assert.Contains("<dt>Built by</dt><dd>a command</dd>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing.", shown, StringComparison.Ordinal);
        var none = shown.Split("Nothing is kept of")[1];
        Assert.Contains("What the office decided about the sessions", none, StringComparison.Ordinal);
        Assert.DoesNotContain("What the payer paid", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_student_month_lists_the_sessions_with_their_claim_lines()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);
        var (studentId, number) = await StudentAsync();

        using var found = await WebFixture.PostAsync(
            auditor, "/auditor/students?month=2026-10", new() { ["number"] = number }, "/auditor/students?month=2026-10&handler=find");
        using var missed = await WebFixture.PostAsync(
            auditor, "/auditor/students?month=2026-10", new() { ["number"] = "nobody" }, "/auditor/students?month=2026-10&handler=find");

        Assert.Equal($"/auditor/students/{studentId}?month=2026-10", found.Headers.Location?.OriginalString);
        Assert.Contains("No student of the district has this number", await missed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var page = await auditor.GetStringAsync(found.Headers.Location);
        Assert.Contains(_line, page, StringComparison.Ordinal);
        Assert.Contains($"{await NumberAsync()}01", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_records_trail_shows_who_looked_the_auditor_too()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);
        await auditor.GetStringAsync(_line);

        var page = await auditor.GetStringAsync(TrailSubject.AddressOf("claim", ReturnedMonth.Denied));

        Assert.Contains("Auditor Example", page, StringComparison.Ordinal);
        Assert.Contains("/auditor/claims/lines", page, StringComparison.Ordinal);
        Assert.Contains("Who changed it", page, StringComparison.Ordinal);
        using var nothing = await auditor.GetAsync("/auditor/trail/account/1");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Theory]
    [InlineData("student")]
    [InlineData("entry")]
    [InlineData("claim")]
    public async Task Another_schools_record_has_no_trail(string kind)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var id = kind == "student" ? (await StudentAsync()).Id : ReturnedMonth.Denied;

        Assert.NotNull(await FindAsync("MAIN"));
        Assert.Null(await FindAsync("ELSEWHERE"));

        Task<TrailSubject?> FindAsync(string school) => TrailSubject.FindAsync(
            connection, new SignedInUser(Guid.Empty, web.DistrictId, "", UserRole.Auditor, null, [school]), kind, id, new(2026, 11, 9), default);
    }

    [Fact]
    public void An_auditor_sends_no_form_that_changes_anything()
    {
        string[] allowed =
        [
            "/account", "/account/code", "/account/held", "/account/password", "/account/session", "/account/sign-in", "/account/sign-out",
            "/account/two-factor", "/auditor/proof", "/auditor/students", "/error/{code:int}",
        ];

        var sent = AccessTable.Lines
            .Where(line => line.OpensFor(UserRole.Auditor) && line.Handlers.Any(handler => handler.StartsWith("POST", StringComparison.Ordinal)))
            .Select(line => line.Route);

        Assert.Equal(allowed.Order(StringComparer.Ordinal), sent.Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> LinesAsync(HttpClient client, string address) =>
        [.. LineNumber().Matches(await client.GetStringAsync(address)).Select(match => match.Groups["number"].Value)];

    private async Task<string> NumberAsync() => await ScalarAsync<string>(
        "select claim_number from billing.claim where district_id = @DistrictId and claim_id = @Denied");

    private async Task<(long Id, string Number)> StudentAsync() => (
        await ScalarAsync<long>("select student_id from billing.claim where district_id = @DistrictId and claim_id = @Denied"),
        await ScalarAsync<string>("""
            select s.student_number from intake.student s
            join billing.claim c on c.district_id = s.district_id and c.student_id = s.student_id
            where c.district_id = @DistrictId and c.claim_id = @Denied
            """));

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, new { web.DistrictId, ReturnedMonth.Denied }))!;
    }

    private async Task<IEnumerable<string>> ActionsAsync()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.QueryAsync<string>("select action from ops.audit_event where district_id = @DistrictId", new { web.DistrictId });
    }

    [GeneratedRegex("<pre.*?</pre>", RegexOptions.Singleline)]
    private static partial Regex Preformatted();

    [GeneratedRegex("""<a class="mono" href="/auditor/claims/[0-9]+/lines/[0-9]+">(?<number>[A-Z0-9]+)</a>""")]
    private static partial Regex LineNumber();
}

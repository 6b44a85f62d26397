using System.Net;
using System.Net.Sockets;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Web.Tests.Intake;

/// <summary>Files are sent on a page; the worker takes them in.</summary>
public sealed class FilesTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Calendar = """
        school_code,school_name,date,kind
        ELM,Elm School,2026-10-05,session
        """;

    [Fact]
    public async Task Several_files_are_sent_at_once_and_each_says_what_became_of_it()
    {
        var folder = Path.Combine(Repository.Root, "SeedData", "maple-grove");
        var browser = web.Browser;
        browser.SignIn(UserRole.Clerk);
        browser.Open(Sending.Path);
        Looks.At(browser, "files-send");

        browser.Choose("files", Path.Combine(folder, "calendar.csv"), Path.Combine(folder, "students.csv"), Path.Combine(folder, "logs-therapyhub.csv"));
        browser.Click("#upload .primary");
        await browser.UntilAsync("#sent");

        var sent = browser.TextsOf("section[aria-labelledby=sent] li");
        Assert.Equal(3, sent.Count);
        Assert.Contains("Received", sent[0], StringComparison.Ordinal);
        Assert.Contains("School calendar", sent[0], StringComparison.Ordinal);
        Assert.Contains("Students", sent[1], StringComparison.Ordinal);
        Assert.Contains("Waits for you: say how it is read", sent[2], StringComparison.Ordinal);

        Assert.Contains("No worker is running", browser.Text, StringComparison.Ordinal);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await WorkerPresence.BeatAsync(connection, Guid.NewGuid(), "test", "1", default);
        browser.Open(browser.Path);
        Assert.DoesNotContain("No worker is running", browser.Text, StringComparison.Ordinal);

        await Sending.WorkAsync(web);
        browser.Open(browser.Path); // what the page does by itself every few seconds
        sent = browser.TextsOf("section[aria-labelledby=sent] li");
        Assert.Contains("Taken in", sent[1], StringComparison.Ordinal);
        Assert.Contains("= 71 entered + 0 malformed + 0 duplicates", sent[1].Replace("rows ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Looks.At(browser, "files-sent");
    }

    [Fact]
    public async Task A_file_is_dropped_on_the_form_and_sent()
    {
        var browser = web.Browser;
        browser.SignIn(UserRole.Clerk);
        browser.Open(Sending.Path);

        browser.Drop("#upload", "dropped.csv", "procedure,valid_from,rate\n97112,2026-07-01,18.00\n");
        browser.Click("#upload .primary");
        await browser.UntilAsync("#sent");

        Assert.StartsWith("dropped.csv Rates\nReceived", Assert.Single(browser.TextsOf("section[aria-labelledby=sent] li")), StringComparison.Ordinal);
        Assert.Contains("sent=", browser.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_it_is_the_same_and_the_same_file_again_says_since_when()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var rates = ("rates.csv", "procedure,valid_from,rate\n92507,2026-07-01,30.00\n92508,2026-07-01,thirty\n");
        using var first = await Sending.SendAsync(clerk, "", rates);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        await Sending.WorkAsync(web);

        using var again = await Sending.SendAsync(clerk, "", rates);
        var page = WebUtility.HtmlDecode(await clerk.GetStringAsync(again.Headers.Location));

        Assert.Contains("It came before: taken in Nov 9, 2026, 12:00 PM. Nothing changed.", page, StringComparison.Ordinal);
        Assert.Contains("2 rows = 1 entered + 1 malformed + 0 duplicates", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_lines_are_shown_fetched_and_settled()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var sent = await Sending.SendAsync(clerk, "rates", ("bad rates.csv", "procedure,valid_from,rate\n=cmd(),2026-07-01,1.00\n97110,2026-07-01,15.00\n"));
        await Sending.WorkAsync(web);
        var file = $"{Sending.Path}/{await LastFileAsync()}";

        var page = await clerk.GetStringAsync(file);
        Assert.Contains("Line 2", page, StringComparison.Ordinal);
        Assert.Contains("procedure is not a code of five letters and digits", page, StringComparison.Ordinal);
        using var csv = await clerk.GetAsync($"{file}?handler=csv");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Contains("2,procedure is not a code of five letters and digits.,\"'=cmd(),2026-07-01,1.00\"", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Contains("bad rates.csv", await clerk.GetStringAsync($"{Sending.Path}?show=todo"), StringComparison.Ordinal);
        using var settled = await WebFixture.PostAsync(clerk, file, [], to: $"{file}?handler=settle");
        Assert.DoesNotContain("bad rates.csv", await clerk.GetStringAsync(settled.Headers.Location), StringComparison.Ordinal);
        using var twice = await clerk.GetAsync(file);
        Assert.DoesNotContain("It is settled", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>(
            "select count(*) from ops.audit_event where action = 'file.settled' and subject_id = @id", new { id = file.Split('/')[^1] }));
    }

    [Fact]
    public async Task A_file_whose_header_does_not_fit_is_refused_with_the_reason_and_can_be_read_otherwise()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var sent = await Sending.SendAsync(clerk, "students", ("pupils.csv", "Pupil,Born\n1,2016-02-03\n"));
        await Sending.WorkAsync(web);

        var page = await clerk.GetStringAsync($"{Sending.Path}/{await LastFileAsync()}");

        Assert.Contains("The first line is not the header of a students file.", page, StringComparison.Ordinal);
        Assert.Contains("Say how it is read", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_text_is_refused_in_words_and_kept_nowhere_while_its_neighbours_come_in()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var before = await LastFileAsync();
        using var answer = await Sending.SendAsync(
            clerk, "", ("plan.csv", "%PDF-1.7 …"u8.ToArray()), ("setup.csv", "MZ\u0090"u8.ToArray()), ("book.csv", "PK\u0003\u0004…"u8.ToArray()),
            ("nothing.csv", []), ("rates2.csv", "procedure,valid_from,rate\n97530,2026-07-01,16.00\n"u8.ToArray()));

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("4 files are not taken", page, StringComparison.Ordinal);
        Assert.Contains("plan.csv: It is a PDF. Save it as \"CSV UTF-8\" and send that.", page, StringComparison.Ordinal);
        Assert.Contains("setup.csv: It is a program.", page, StringComparison.Ordinal);
        Assert.Contains("book.csv: It is an Excel workbook or another packed file.", page, StringComparison.Ordinal);
        Assert.Contains("nothing.csv: It is empty.", page, StringComparison.Ordinal);
        Assert.Contains("rates2.csv", page, StringComparison.Ordinal);
        Assert.Equal(before + 1, await LastFileAsync());
    }

    [Fact]
    public async Task A_form_without_a_file_asks_for_one()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var answer = await Sending.SendAsync(clerk, "", Array.Empty<(string, byte[])>());

        Assert.Contains("Choose one file or more.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_files_and_another_token_is_refused_before_anything_is_kept()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var before = await LastFileAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("forged"), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Calendar)), "files", "calendar.csv" },
        };
        using var answer = await clerk.PostAsync(Sending.Path, form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await LastFileAsync());
    }

    [Fact]
    public async Task What_is_too_large_in_all_is_told_before_it_is_sent()
    {
        var cookie = await web.NewSessionAsync(WebFixture.EmailOf(UserRole.Clerk));
        using var socket = new TcpClient();
        await socket.ConnectAsync(web.Address.Host, web.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Sending.Path} HTTP/1.1\r\nHost: {web.Address.Authority}\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            + $"Content-Length: {2L << 30}\r\nConnection: close\r\n\r\n"));

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("All files together may have 1025 MiB: send fewer at once.", answer, StringComparison.Ordinal);
    }

    private async Task<long> LastFileAsync()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "select coalesce(max(import_file_id), 0) from intake.import_file where district_id = @DistrictId", new { web.DistrictId });
    }
}

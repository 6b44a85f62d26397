using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Intake;

/// <summary>The clerk sends the exclusion list, and every provider is screened for the month.</summary>
public sealed class ExclusionListTests(WebFixture web) : IClassFixture<WebFixture>, IDisposable
{
    private const string Page = "/clerk/files/exclusion-list?month=2026-10";

    private const string Header =
        "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE\r\n";

    private const string OneWhoMayBeP1 = Header + "PROVIDER,P1,,,,,,0000000000,,,,,,1128a1,20240520,00000000,00000000,\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("medlogs-leie-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_list_screens_everybody_says_who_waits_for_a_person_and_changes_nothing_the_second_time()
    {
        await ExecuteAsync("update intake.provider set screened_on = null where district_id = @DistrictId");
        var browser = web.Browser;
        browser.SignIn(UserRole.Clerk);
        browser.Open(Page);
        Assert.Contains("1 provider is not screened", browser.Text, StringComparison.Ordinal);
        Looks.At(browser, "exclusion-list-none");

        Send(OneWhoMayBeP1);

        Assert.Equal("October 2026 is screened against 1 record: 0 clear, 1 to decide, 0 excluded.", browser.Find(".flash").Text);
        Assert.Contains("1 provider waits for a person", browser.Text, StringComparison.Ordinal);
        Assert.Equal(["Waits for a person"], browser.TextsOf("[aria-labelledby=named] td:last-child"));
        Looks.At(browser, "exclusion-list");
        Send(OneWhoMayBeP1);
        Assert.Contains("The same list screened October 2026 before", browser.Find(".flash").Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("select count(*)::int from intake.screening where district_id = @DistrictId and service_month = '2026-10-01'"));
        browser.Follow("[aria-labelledby=named] td a");
        Assert.Contains("On the exclusion list of October 2026", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Header + "PROVIDER,P1,,,,,,0000000000,,,,,,1128a1,soon,,,\r\n", "Line 2 cannot be read, so the list is not whole.")]
    [InlineData("GIF89a", "It is a picture.")]
    [InlineData("student_number,last_name\r\n", "EXCLTYPE")]
    public async Task What_is_no_whole_list_screens_nobody(string content, string words)
    {
        var before = await CountAsync("select count(*)::int from intake.screening where district_id = @DistrictId");
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open(Page);

        Send(content);

        Assert.Contains(words, web.Browser.Find(".error-summary").Text, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync("select count(*)::int from intake.screening where district_id = @DistrictId"));
    }

    [Fact]
    public async Task Among_other_files_it_is_told_where_it_belongs_and_not_kept()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var answer = await Sending.SendAsync(clerk, "", ("UPDATED.csv", OneWhoMayBeP1));

        Assert.Contains("send it on the page", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("select count(*)::int from intake.import_file where district_id = @DistrictId and file_name = 'UPDATED.csv'"));
    }

    private void Send(string content)
    {
        var path = Path.Combine(_folder, "UPDATED.csv");
        File.WriteAllText(path, content);
        web.Browser.Choose("file", path);
        web.Browser.Follow("[aria-labelledby=send] button");
    }

    private async Task<int> CountAsync(string sql)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(sql, new { web.DistrictId });
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { web.DistrictId });
    }
}

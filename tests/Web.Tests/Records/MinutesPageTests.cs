using System.Net;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Records;

public sealed partial class MinutesPageTests(RecordsMonth web) : IClassFixture<RecordsMonth>
{
    private const string Path = "/clerk/minutes?month=2026-10";

    [Fact]
    public async Task To_whom_most_is_owed_comes_first_and_the_causes_add_up()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var page = await PageAsync(clerk, Path);

        var first = Rows(page).First();
        Assert.Contains("Student, S6", first, StringComparison.Ordinal);
        Assert.Contains("222 nobody logged a session, 30 staff not there", first, StringComparison.Ordinal);
        Assert.Contains("concern", first, StringComparison.Ordinal);

        // Ten students at 252 minutes; their sessions of 30 count, but for those that a finding holds back.
        var parts = Tiles().Matches(page).Select(tile => int.Parse(tile.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), null)).ToList();
        var all = int.Parse(Headline().Match(page).Groups[1].Value.Replace(",", "", StringComparison.Ordinal), null);
        Assert.Equal(all, parts.Sum());
        Assert.Contains("60 owed", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&cause=staff", 2)]
    [InlineData("&cause=student", 0)]
    [InlineData("&provider=2", 1)]
    [InlineData("&service=OT", 0)]
    [InlineData("&school=MAIN", 10)]
    [InlineData("&school=NOWHERE", 0)]
    [InlineData("&span=year", 10)]
    public async Task The_list_is_narrowed(string narrowed, int rows)
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        Assert.Equal(rows, Rows(await PageAsync(clerk, Path + narrowed)).Count());
    }

    [Fact]
    public async Task The_next_page_goes_on_after_the_last_line()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var all = Rows(await PageAsync(clerk, Path)).ToList();

        var rest = Rows(await PageAsync(clerk, Path + "&after=6")).ToList(); // the grid row of S6, who is first

        Assert.Equal(all[1..], rest);
    }

    [Fact]
    public async Task A_month_that_has_not_begun_says_so()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        Assert.Contains("has not begun", await PageAsync(clerk, "/clerk/minutes?month=2027-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_taken_along_as_it_is_narrowed()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var csv = await clerk.GetStringAsync("/clerk/minutes/csv?month=2026-10&cause=staff");

        Assert.Equal(
            """
            student,plan,row,service,frequency,school,provider,mandated,given,behind,not_logged,held_back,by_provider,by_system,by_student,owed,percent_given,status,no_target_because
            S6,PLAN-6,6,SPEECH,30 min 2x/week,MAIN,P1,252,0,252,222,0,30,0,0,30,0.0,concern,
            S10,PLAN-10,10,SPEECH,30 min 2x/week,MAIN,P1,252,0,252,222,0,30,0,0,30,0.0,concern,

            """,
            csv, ignoreLineEndingDifferences: true);
        using var xlsx = await clerk.GetAsync(new Uri("/clerk/minutes/xlsx?month=2026-10", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, xlsx.StatusCode);
    }

    [Fact]
    public async Task A_students_page_to_print_is_shown_with_its_own_style_and_no_other()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var answer = await clerk.GetAsync(new Uri($"/clerk/students/{RecordsMonth.StaffAway}/summary?month=2026-10", UriKind.Relative));

        Assert.Contains("Minutes of service", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Matches("style-src 'sha256-[^']+'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    private static async Task<string> PageAsync(HttpClient clerk, string path) => WebUtility.HtmlDecode(await clerk.GetStringAsync(path));

    /// <summary>The rows of the list, each in one line.</summary>
    private static IEnumerable<string> Rows(string page) =>
        Row().Matches(page).Select(row => Blank().Replace(Tag().Replace(row.Value, " "), " ")).Where(row => row.Contains("Page to print", StringComparison.Ordinal));

    [GeneratedRegex("<tr.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex("<li><a href=\"/clerk/minutes[^>]*><strong>([0-9,]+)</strong>")]
    private static partial Regex Tiles();

    [GeneratedRegex("<h2 id=\"why\">([0-9,]+) minutes behind")]
    private static partial Regex Headline();
}

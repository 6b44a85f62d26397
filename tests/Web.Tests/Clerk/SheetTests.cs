using System.Text;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Clerk;

/// <summary>Rejected entries go out as a spreadsheet and come back corrected.</summary>
public sealed class SheetTests(SmallMonth web) : IClassFixture<SmallMonth>, IDisposable
{
    private const string Rejected = "/clerk/rejected?month=2026-10";

    private readonly string _folder = Directory.CreateTempSubdirectory("medlogs-sheet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_list_is_downloaded_corrected_looked_at_and_applied_once()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var answer = await clerk.GetAsync($"{Rejected}&handler=sheet&format=csv");
        Assert.Equal("entries-to-correct-open-2026-10.csv", answer.Content.Headers.ContentDisposition!.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName);
        var rows = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, rows.Length);
        var sheet = Write("corrected.csv", $"""
            entry_id,version,end,student_number,reason_for_the_change
            {SmallMonth.WrongTimes},1,11:30 AM,S4,seen in the paper log
            {SmallMonth.UnknownStudent},1,09:30,S2,
            {SmallMonth.NoObjective},1,10:30,S1,

            """);

        Send(sheet);

        Assert.Equal(["1", "1", "0", "1"], web.Browser.TextsOf(".sums dd"));
        Assert.Contains("Say in the column “Reason for the change” why you change it", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(["End: 10:30 AM → 11:30 AM"], web.Browser.TextsOf("[aria-labelledby=changed] .change li"));
        Looks.At(web.Browser, "sheet");
        web.Browser.Follow("main form button");

        Assert.Contains("1 entry is corrected and checked. 1 waits for the provider’s signature.", web.Browser.Find(".flash").Text, StringComparison.Ordinal);
        Assert.Equal(["0", "2", "0", "1"], web.Browser.TextsOf(".sums dd"));
        Assert.Empty(web.Browser.TextsOf("main form button"));
        Send(sheet);
        Assert.Contains("1 entry was corrected. Below is what it would change now.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(["0", "2", "0", "1"], web.Browser.TextsOf(".sums dd"));
    }

    [Theory]
    [InlineData("picture.csv", "GIF89a", "It is a picture.")]
    [InlineData("other.csv", "date,start\r\n", "The file has no columns “Entry id” and “Version”.")]
    [InlineData("broken.xlsx", "PK\u0003\u0004 no workbook", "The workbook cannot be read.")]
    public void What_is_no_such_sheet_is_refused_in_words(string name, string content, string words)
    {
        Send(Write(name, content));

        Assert.Contains(words, web.Browser.Find(".error-summary").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Excel_workbook_goes_the_same_way()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = Path.Combine(_folder, "list.xlsx");
        await File.WriteAllBytesAsync(path, await clerk.GetByteArrayAsync(new Uri($"{Rejected}&code=STU_MATCH&handler=sheet&format=xlsx", UriKind.Relative)));

        Send(path);

        Assert.Equal(["0", "2", "0", "0"], web.Browser.TextsOf(".sums dd"));
        Assert.Contains("There is nothing to correct in it.", web.Browser.Text, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));
        return path;
    }

    private void Send(string path)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open("/clerk/rejected/sheets?month=2026-10");
        web.Browser.Choose("file", path);
        web.Browser.Follow("main form button");
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Web.Tests.Intake;

/// <summary>The sample vendors' exports come in by mappings that are brought, chosen, or made on the page.</summary>
public sealed class MappingTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Mappings = "/clerk/files/mappings";

    private static readonly string _folder = Path.Combine(Repository.Root, "SeedData", "maple-grove");

    [Fact]
    public async Task A_brought_mapping_reads_the_vendors_files_from_then_on()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var file = await SendAsync(clerk, "logs-sessiontrack.csv");
        Assert.Equal("waiting", await StatusAsync(file));
        Assert.Contains("Files of sessiontrack are read in this way", await BringAsync(clerk, "sessiontrack.json"), StringComparison.Ordinal);

        var browser = web.Browser;
        browser.SignIn(UserRole.Clerk);
        browser.Open(Mappings);
        Looks.At(browser, "file-mappings");
        browser.Open($"/clerk/files/{file}");
        Looks.At(browser, "file-waiting");
        browser.Follow("a.primary");
        Looks.At(browser, "file-columns");
        Assert.Equal("Service logs, as sessiontrack writes them", browser.Find("#as option:checked").Text);
        Assert.Equal("The vendor’s own id of the row * row_id", browser.TextsOf("section[aria-labelledby=columns] tbody td:first-child")[0]);
        Assert.Contains("Student’s number", browser.TextsOf("section[aria-labelledby=preview] th"));
        Assert.Equal(20, browser.TextsOf("section[aria-labelledby=preview] tbody tr").Count);
        Assert.Contains("SPEECH", browser.TextsOf("section[aria-labelledby=preview] tbody tr")[0], StringComparison.Ordinal);
        browser.Follow("#mapping .primary");
        Assert.Contains("Later files of sessiontrack are read in the same way.", browser.Find(".flash").Text, StringComparison.Ordinal);
        await Sending.WorkAsync(web);
        Assert.Equal("taken-in", await StatusAsync(file));

        var corrected = await SendAsync(clerk, "logs-sessiontrack-corrected.csv");
        Assert.Equal("received", await StatusAsync(corrected));
    }

    [Fact]
    public async Task A_mapping_made_on_the_page_is_the_one_that_the_vendor_would_have_written()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var file = await SendAsync(clerk, "logs-therapyhub.csv");
        var columns = $"/clerk/files/{file}/columns";
        var written = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "mappings", "therapyhub.json")))!;
        var fields = new Dictionary<string, string> { ["source"] = "therapyhub", ["pattern"] = "logs-therapyhub*.csv", ["as"] = "logs" };
        foreach (var (column, header) in written["columns"]!.AsObject())
        {
            fields[$"c.{column}"] = header!.GetValue<string>();
        }

        fields["k.place"] = "school";
        fields["dates"] = "M/d/yyyy";
        fields["times"] = "h:mm tt";
        fields["instants"] = "M/d/yyyy h:mm tt";

        using var looked = await WebFixture.PostAsync(clerk, $"{columns}?as=logs", new(fields), to: $"{columns}?handler=preview");
        var page = WebUtility.HtmlDecode(await looked.Content.ReadAsStringAsync());
        Assert.Contains("<span class=\"sev sev-warn\">Occupational Therapy</span>", page, StringComparison.Ordinal);
        Assert.Contains("Format is none of individual, group, consult.", page, StringComparison.Ordinal);

        var words = written["values"]!.AsObject().SelectMany(values => values.Value!.AsObject().SelectMany(word => new[]
        {
            KeyValuePair.Create($"said.{values.Key}", word.Key), KeyValuePair.Create($"meant.{values.Key}", word.Value!.GetValue<string>()),
        }));
        var token = Sending.TokenIn(page);
        using var form = new FormUrlEncodedContent([.. fields, .. words, KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var saved = await clerk.PostAsync($"{columns}?handler=save", form);

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("received", await StatusAsync(file));
        var kept = JsonNode.Parse(await clerk.GetStringAsync($"{Mappings}?handler=json&kind=logs&source=therapyhub"))!;
        foreach (var member in (string[])["source", "kind", "columns", "ignore", "constants", "values"])
        {
            Assert.True(JsonNode.DeepEquals(written[member], kept[member]), member);
        }

        await Sending.WorkAsync(web);
        Assert.Equal("taken-in", await StatusAsync(file));
    }

    [Fact]
    public async Task A_needed_column_that_is_nowhere_is_named_and_nothing_is_kept()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var sent = await Sending.SendAsync(clerk, "", ("pupils.csv", "Pupil #,Born\n17,2/3/2016\n"));
        var file = sent.Headers.Location!.OriginalString.Split('=')[^1];
        var columns = $"/clerk/files/{file}/columns";
        var page = await clerk.GetStringAsync($"{columns}?as=students");
        Assert.Contains("<option value=\"M/d/yyyy\" selected=\"selected\">10/5/2026</option>", page, StringComparison.Ordinal);

        using var answer = await WebFixture.PostAsync(
            clerk, $"{columns}?as=students", new() { ["as"] = "students", ["source"] = "pupils", ["c.student_number"] = "Pupil #" }, to: $"{columns}?handler=save");
        page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("<a href=\"#c.last_name\">Last name is needed: say which column of the file it is.</a>", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"Pupil #\" selected=\"selected\">Pupil #</option>", page, StringComparison.Ordinal);
        Assert.Equal("waiting", await StatusAsync(long.Parse(file, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain("pupils", await clerk.GetStringAsync(Mappings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_mapping_reads_nothing_any_more_and_a_broken_one_is_not_kept()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        await BringAsync(clerk, Encoding.UTF8.GetBytes("""{ "source": "old", "kind": "rates", "columns": { "procedure": "Code" } }"""));
        using var removed = await WebFixture.PostAsync(clerk, Mappings, [], to: $"{Mappings}?handler=remove&kind=rates&source=old");
        Assert.Contains("Files of old are not read by themselves any more.", await clerk.GetStringAsync(removed.Headers.Location), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.GetAsync($"{Mappings}?handler=json&kind=rates&source=old")).StatusCode);

        Assert.Contains("names no kind of file", await BringAsync(clerk, Encoding.UTF8.GetBytes("""{ "source": "new", "kind": "x" }""")), StringComparison.Ordinal);
    }

    private static async Task<long> SendAsync(HttpClient clerk, string file)
    {
        using var sent = await Sending.SendAsync(clerk, "", (file, await File.ReadAllBytesAsync(Path.Combine(_folder, file))));
        return long.Parse(sent.Headers.Location!.OriginalString.Split('=')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> BringAsync(HttpClient clerk, string mapping) =>
        await BringAsync(clerk, await File.ReadAllBytesAsync(Path.Combine(_folder, "mappings", mapping)));

    private static async Task<string> BringAsync(HttpClient clerk, byte[] mapping)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Sending.TokenIn(await clerk.GetStringAsync(Mappings))), "__RequestVerificationToken" },
            { new ByteArrayContent(mapping), "file", "mapping.json" },
        };
        using var answer = await clerk.PostAsync($"{Mappings}?handler=bring", form);
        return answer.StatusCode == HttpStatusCode.Redirect ? await clerk.GetStringAsync(answer.Headers.Location) : await answer.Content.ReadAsStringAsync();
    }

    private async Task<string?> StatusAsync(long file)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string?>(
            "select status from intake.import_file where district_id = @DistrictId and import_file_id = @file", new { web.DistrictId, file });
    }
}

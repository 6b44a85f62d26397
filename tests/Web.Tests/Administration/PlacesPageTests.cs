using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Clerk;
using MedicaidLogs.Web.Tests.Security;

namespace MedicaidLogs.Web.Tests.Administration;

/// <summary>Places on pages: set up, changed, paused, tried again; and who is told that one waits.</summary>
public sealed partial class PlacesPageTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private const string Page = "/admin/places";

    [Fact]
    public async Task A_place_is_set_up_changed_and_the_trail_says_what()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        using var set = await WebFixture.PostAsync(admin, $"{Page}/new?kind=sftp", await FieldsAsync("hub"));
        var address = set.Headers.Location!.OriginalString;
        Assert.Contains("Fetched: Service logs, Answers of the payer", await TextAsync(admin, Page), StringComparison.Ordinal);
        Assert.Contains("logs-*.csv", await TextAsync(admin, address), StringComparison.Ordinal);

        var change = await FieldsAsync("hub");
        (change["Address"], change["EveryMinutes"], change["Why"]) = ("new.hub.example", "60", "The vendor moved");
        using var changed = await WebFixture.PostAsync(admin, $"{address}/change", change);

        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Contains("new.hub.example", await TextAsync(admin, address), StringComparison.Ordinal);
        var said = Assert.Single(await QueryAsync("detail ->> 'changes' from ops.audit_event where district_id = @DistrictId and reason = 'The vendor moved'"));
        Assert.Contains("\"address\": {\"after\": \"new.hub.example\", \"before\": \"files.hub.example\"}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("host_key", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", "My Hub", "Name: 1 to 40 lower-case letters")]
    [InlineData("Address", "sftp://hub", "Address: the server's name")]
    [InlineData("Port", "many", "Port: 1 to 65535")]
    [InlineData("Secret", "ANOTHER__HUB", "Name of the password: ")]
    [InlineData("HostKey", "MD5:1234", "Fingerprint of the host key: ")]
    [InlineData("FetchFolder", "../in", "Folder to fetch from: ")]
    [InlineData("EveryMinutes", "0", "Minutes from one look to the next: 1 to 1440")]
    [InlineData("Files[1].Pattern", "in/*.835", "File 2: a name without a path")]
    [InlineData("Files[0].What", "gossip", "File 1: choose what it is")]
    [InlineData("After", "move", "Folder for files that were taken in: ")]
    [InlineData("Payer", "nobody", "Choose the payer")]
    [InlineData("Why", " ", "Say why")]
    public async Task What_a_places_file_could_not_say_is_refused_beside_what_was_typed(string field, string typed, string told)
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var fields = await FieldsAsync("refused");
        (fields["Delivers"], fields["Payer"]) = ("true", "nh-mmis");
        fields[field] = typed;

        using var answer = await WebFixture.PostAsync(admin, $"{Page}/new?kind=sftp", fields);

        Assert.Contains(told, Plain(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Empty(await QueryAsync("name from ops.place where district_id = @DistrictId and name in ('refused', 'My Hub')"));
    }

    [Fact]
    public async Task A_folder_of_the_workers_machines_is_not_set_up_here()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var fields = await FieldsAsync("folder");
        fields["Kind"] = "folder";

        using var answer = await WebFixture.PostAsync(admin, $"{Page}/new?kind=sftp", fields);

        Assert.Contains("How do files get there?", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await QueryAsync("name from ops.place where district_id = @DistrictId and name = 'folder'"));
    }

    [Fact]
    public async Task A_password_that_is_not_the_districts_own_is_sent_nowhere_else()
    {
        await InsertAsync(14);
        using var admin = await web.SignInAsync(UserRole.Admin);
        var fields = await FieldsAsync("vendor-14");
        (fields["Secret"], fields["Address"]) = ("VENDOR", "files.somebody.example");

        using var elsewhere = await WebFixture.PostAsync(admin, $"{Page}/14/change", fields);
        Assert.Contains("that is not the district's own", Plain(await elsewhere.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        fields["Address"] = "files.vendor.example";
        using var there = await WebFixture.PostAsync(admin, $"{Page}/14/change", fields);
        Assert.Equal(HttpStatusCode.Redirect, there.StatusCode);
    }

    [Fact]
    public async Task A_name_that_is_taken_and_a_lost_edit_are_told()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        using var first = await WebFixture.PostAsync(admin, $"{Page}/new?kind=sftp", await FieldsAsync("once"));
        using var again = await WebFixture.PostAsync(admin, $"{Page}/new?kind=sftp", await FieldsAsync("once"));
        Assert.Contains("Name: the district has a place of this name already.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var address = first.Headers.Location!.OriginalString + "/change";
        var late = await FieldsAsync("once");
        late["Seen"] = Seen().Match(await admin.GetStringAsync(address)).Groups["value"].Value;
        var sooner = await FieldsAsync("once");
        sooner["User"] = "sooner";
        using var done = await WebFixture.PostAsync(admin, address, sooner);
        using var refused = await WebFixture.PostAsync(admin, address, late);

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("while you were at it", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["sooner"], await QueryAsync("setup ->> 'user' from ops.place where district_id = @DistrictId and name = 'once'"));
    }

    [Fact]
    public async Task A_stopped_place_is_told_to_clerk_and_administrator_who_lets_it_be_tried_again()
    {
        await InsertAsync(11);
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var admin = await web.SignInAsync(UserRole.Admin);
        Assert.Contains("Files from vendor-11 do not come in by themselves now. The server refused the user name", await TextAsync(clerk, "/clerk/files"), StringComparison.Ordinal);
        Assert.Contains("From vendor-11", await TextAsync(clerk, "/clerk"), StringComparison.Ordinal);
        Assert.Contains("Place vendor-11. Stopped: The server refused the user name", await TextAsync(admin, "/admin"), StringComparison.Ordinal);
        var page = await TextAsync(admin, $"{Page}/11");
        Assert.Contains("It has no row of column names.", page, StringComparison.Ordinal);

        Assert.Contains("A worker tries it within a minute", await ActAsync(admin, 11, "resume"), StringComparison.Ordinal);
        Assert.Contains("Nothing is wrong with it any more", await ActAsync(admin, 11, "resume"), StringComparison.Ordinal);

        Assert.DoesNotContain("vendor-11", await TextAsync(clerk, "/clerk/files"), StringComparison.Ordinal);
        Assert.Equal(["place.resumed"], await QueryAsync("action from ops.audit_event where district_id = @DistrictId and subject_kind = 'place' and subject_id = '11'"));
    }

    [Fact]
    public async Task A_place_is_paused_with_a_reason_and_used_again()
    {
        await InsertAsync(12);
        using var admin = await web.SignInAsync(UserRole.Admin);
        await ActAsync(admin, 12, "resume");
        Assert.Contains("A worker looks within a minute", await ActAsync(admin, 12, "look"), StringComparison.Ordinal);

        using var silent = await WebFixture.PostAsync(admin, $"{Page}/12", new() { ["Why"] = " " }, to: $"{Page}/12?handler=pause");
        Assert.Contains("Say why", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Paused since", await ActAsync(admin, 12, "pause"), StringComparison.Ordinal);
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        Assert.Contains("Files from vendor-12 do not come in by themselves now. It is paused.", await TextAsync(clerk, "/clerk/files"), StringComparison.Ordinal);
        Assert.Contains("No files are fetched here now", await ActAsync(admin, 12, "look"), StringComparison.Ordinal);

        await ActAsync(admin, 12, "resume");

        Assert.Equal(
            ["place.resumed ", "place.paused For a try", "place.resumed "],
            await QueryAsync("action || ' ' || coalesce(reason, '') from ops.audit_event where district_id = @DistrictId and subject_id = '12' and subject_kind = 'place' order by seq"));
    }

    [Fact]
    public async Task The_files_seen_go_on_for_pages_and_each_stands_once()
    {
        await InsertAsync(13);
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("""
                insert into ops.place_file (district_id, place_id, file_name, length_bytes, changed, seen_at, kind)
                select @DistrictId, 13, 'many-' || n || '.csv', 1, '', '2026-11-01', 'logs' from generate_series(1, 150) n
                """, new { web.DistrictId });
        }

        using var admin = await web.SignInAsync(UserRole.Admin);
        var first = await admin.GetStringAsync($"{Page}/13");
        var second = await admin.GetStringAsync(WebUtility.HtmlDecode(Earlier().Match(first).Groups["address"].Value));

        Assert.Equal(150, Many().Matches(first + second).Select(file => file.Value).Distinct().Count());
        Assert.Equal(150, Many().Count(first + second));
        Assert.DoesNotContain("Earlier ›", second, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> FieldsAsync(string name) => new()
    {
        ["Kind"] = "sftp",
        ["Name"] = name,
        ["Address"] = "files.hub.example",
        ["User"] = "district",
        ["Secret"] = (await QueryAsync("upper(replace(code, '-', '_')) || '__HUB' from ops.district where district_id = @DistrictId"))[0],
        ["HostKey"] = "SHA256:" + new string('A', 43),
        ["Fetches"] = "true",
        ["FetchFolder"] = "out",
        ["EveryMinutes"] = "15",
        ["Files[0].Pattern"] = "logs-*.csv",
        ["Files[0].What"] = "logs",
        ["Files[1].Pattern"] = "*.835",
        ["Files[1].What"] = "answers",
        ["After"] = "keep",
        ["Why"] = "For a try",
    };

    private async Task InsertAsync(long placeId)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await GuardedPlace.InsertAsync(connection, web.DistrictId, placeId);
    }

    /// <summary>What the page says after it.</summary>
    private static async Task<string> ActAsync(HttpClient admin, int placeId, string handler)
    {
        using var answer = await WebFixture.PostAsync(admin, $"{Page}/{placeId}", new() { ["Why"] = "For a try" }, to: $"{Page}/{placeId}?handler={handler}");
        return await TextAsync(admin, answer.Headers.Location!.OriginalString);
    }

    private static async Task<string> TextAsync(HttpClient client, string address) => Plain(await client.GetStringAsync(address));

    private static string Plain(string page) => Blanks().Replace(WebUtility.HtmlDecode(Tag().Replace(page, "")), " ");

    private async Task<IReadOnlyList<string>> QueryAsync(string columns)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>($"select {columns}", new { web.DistrictId })];
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"many-\d+\.csv")]
    private static partial Regex Many();

    [GeneratedRegex("rel=\"next\" href=\"(?<address>[^\"]*)\"")]
    private static partial Regex Earlier();

    [GeneratedRegex("name=\"Seen\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Seen();
}

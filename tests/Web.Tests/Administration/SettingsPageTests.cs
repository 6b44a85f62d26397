using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Administration;

public sealed partial class SettingsPageTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private const string Page = "/admin/settings";

    [Fact]
    public async Task A_change_is_taken_over_and_stands_in_the_audit_trail_before_and_after()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var fields = await FieldsAsync(admin);
        var before = fields["Phone"];
        (fields["Phone"], fields["Keep[sheets]"], fields["Why"]) = ("(603) 555-0142", "60", "New switchboard");
        fields.Remove("SecondPersonReleases");

        using var answer = await WebFixture.PostAsync(admin, Page, fields);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(["6035550142"], await QueryAsync("phone from ops.district where district_id = @DistrictId"));
        var said = Assert.Single(await QueryAsync(
            "detail::text from ops.audit_event where district_id = @DistrictId and action = 'district.changed' and reason = 'New switchboard'"));
        Assert.Contains($$"""
            "phone": {"after": "6035550142", "before": "{{before}}"}
            """, said, StringComparison.Ordinal);
        Assert.Contains("\"second_person_releases\": {\"after\": false, \"before\": true}", said, StringComparison.Ordinal);
        Assert.Contains("\"keep_days.sheets\": {\"after\": 60, \"before\": 30}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("npi", said, StringComparison.Ordinal);
        Assert.DoesNotContain("sign_ins", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Npi", "1234567890", "The NPI is not a National Provider Identifier")]
    [InlineData("Phone", "555", "The telephone number is not a telephone number")]
    [InlineData("PostalCode", "0330", "The ZIP code is not a ZIP code")]
    [InlineData("Keep[sign_ins]", "10", "last is not 30 to 3660 days")]
    [InlineData("Keep[left_jobs]", "for ever", "Failed jobs that were left alone is not 30 to 3660 days")]
    [InlineData("Payer", "nobody", "Choose the payer profile")]
    [InlineData("Pack", "atlantis", "There is no rule pack named")]
    [InlineData("Why", " ", "Say why")]
    public async Task What_the_districts_file_could_not_say_is_refused_beside_what_was_typed(string field, string typed, string told)
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var fields = await FieldsAsync(admin);
        fields["Why"] = "For a try";
        fields["Name"] = "Renamed District";
        fields[field] = typed;

        using var answer = await WebFixture.PostAsync(admin, Page, fields);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Contains("value=\"Renamed District\"", page, StringComparison.Ordinal);
        Assert.Empty(await QueryAsync("name from ops.district where name = 'Renamed District'"));
    }

    [Fact]
    public async Task A_lost_edit_is_told()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var (first, second) = (await FieldsAsync(admin), await FieldsAsync(admin));
        (first["City"], first["Why"]) = ("Concord", "Moved");
        (second["Street"], second["Why"]) = ("9 LATE STREET", "Moved too");

        using var done = await WebFixture.PostAsync(admin, Page, first);
        using var late = await WebFixture.PostAsync(admin, Page, second);

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("while you were at it", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await QueryAsync("street from ops.district where street = '9 LATE STREET'"));
    }

    [Fact]
    public async Task The_rules_in_force_are_told_in_words_with_layer_and_source()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);

        var limits = await admin.GetStringAsync("/admin/rules");
        Assert.Contains("After the day of service, by which the claim must be in", limits, StringComparison.Ordinal);
        Assert.Contains("filing.limitDays", limits, StringComparison.Ordinal);
        Assert.Contains("It came with the program", limits, StringComparison.Ordinal);
        Assert.Contains("codes.SPEECH", await admin.GetStringAsync("/admin/rules?part=codes"), StringComparison.Ordinal);
        Assert.Contains("CLM20", await admin.GetStringAsync("/admin/payer"), StringComparison.Ordinal);
        Assert.Contains("School", await admin.GetStringAsync("/admin/calendar?month=2026-10"), StringComparison.Ordinal);
    }

    /// <summary>The form as the browser would send it unchanged.</summary>
    private static async Task<Dictionary<string, string>> FieldsAsync(HttpClient admin)
    {
        var page = await admin.GetStringAsync(Page);
        var fields = Text().Matches(page).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));
        foreach (Match choice in Choice().Matches(page))
        {
            fields[choice.Groups["name"].Value] = Chosen().Match(choice.Value).Groups["value"].Value;
        }

        foreach (var kept in Kept.All)
        {
            fields[$"Keep[{kept.Member}]"] = $"{kept.UsualDays}";
        }

        fields["SecondPersonReleases"] = "true";
        fields["Seen"] = Seen().Match(page).Groups["value"].Value;
        fields["Payer"] = "nh-mmis";
        return fields;
    }

    private async Task<IReadOnlyList<string>> QueryAsync(string columns)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>($"select {columns}", new { web.DistrictId })];
    }

    [GeneratedRegex("""<input id="(?<name>[A-Z]\w+)" name="\w+" value="(?<value>[^"]*)" """)]
    private static partial Regex Text();

    [GeneratedRegex("""<select id="(?<name>\w+)".*?</select>""", RegexOptions.Singleline)]
    private static partial Regex Choice();

    [GeneratedRegex("""<option value="(?<value>[^"]*)" selected""")]
    private static partial Regex Chosen();

    [GeneratedRegex("name=\"Seen\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Seen();
}

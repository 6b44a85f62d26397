using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Files;


namespace MedicaidLogs.Web.Tests.Intake;

/// <summary>Files sent as a browser without script sends them, and the worker's part.</summary>
internal static class Sending
{
    public const string Path = "/clerk/files";

    /// <param name="choice">What the files are said to be.</param>
    public static Task<HttpResponseMessage> SendAsync(HttpClient client, string choice, params (string Name, string Content)[] files) =>
        SendAsync(client, choice, [.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Content)))]);

    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string choice, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(TokenIn(await client.GetStringAsync(Path))), "__RequestVerificationToken" },
            { new StringContent(choice), "as" },
        };
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        return await client.PostAsync(Path, form);
    }

    public static string TokenIn(string page) => page.Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];

    /// <summary>What the worker's sweep does with files and months.</summary>
    public static async Task WorkAsync(WebFixture web)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        foreach (var file in await connection.QueryAsync<long>(
            "select import_file_id from intake.import_file where district_id = @DistrictId and status = 'received' order by import_file_id",
            new { web.DistrictId }))
        {
            await new FileIntake(web.DataSource, web.Clock).TakeInAsync(web.DistrictId, file, Actor.Command("serve"));
        }

        foreach (var month in await connection.QueryAsync<DateOnly>(
            "select service_month from intake.month_to_check where district_id = @DistrictId order by service_month", new { web.DistrictId }))
        {
            await new MonthCheck(web.DataSource, web.Clock).RunIfStaleAsync(web.DistrictId, month, Actor.Command("serve"), default);
        }
    }
}

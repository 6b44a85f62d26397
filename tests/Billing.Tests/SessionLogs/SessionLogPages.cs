using System.Net;
using System.Text.RegularExpressions;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

/// <summary>A month's logs as pages, in a folder that goes with the test.</summary>
internal sealed partial class SessionLogPages(DatabaseFixture database) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-session-logs-");

    public void Dispose() => _folder.Delete(recursive: true);

    public async Task<string> HtmlAsync(ClaimMonth month, string name = "1-1-SPEECH")
    {
        await new SessionLogFolder(database.DataSource, new MinutesLedger()).WriteAsync(month.DistrictId, ClaimMonth.October, _folder.FullName);
        return await File.ReadAllTextAsync(Path.Combine(_folder.FullName, $"{name}.html"));
    }

    /// <summary>What a reader sees, a line for each paragraph, row or fact.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(ClaimMonth month, string name = "1-1-SPEECH")
    {
        var body = (await HtmlAsync(month, name)).Split("<body>")[1];
        return [.. body.Split('\n').Select(line => WebUtility.HtmlDecode(Tag().Replace(line, " ")).Trim()).Select(line => Blanks().Replace(line, " ")).Where(line => line.Length > 0)];
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}

using System.Globalization;
using System.Text;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Screening;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Payer;
using MedicaidLogs.Web.Tests.Closing;

namespace MedicaidLogs.Web.Tests.Intake;

/// <summary>The sample district before its first file.</summary>
public sealed class MonthBeforeItsFiles : WebFixture
{
    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """update ops.district set name = 'Maple Grove School District', settings = settings || '{"payer": "nh-mmis"}' where district_id = @districtId""",
            new { districtId });
        return districtId;
    }
}

/// <summary>
/// The sample month in a browser from its first file to money in the bank: a clerk sends the files and has mended what can be, a provider
/// signs, one person closes and builds, another releases, the payer's answers come in, and finance ties the payment to the deposit.
/// </summary>
/// <remarks>What no page does is done as elsewhere: the worker's part, the screening of providers, the payer, the bank.</remarks>
public sealed class WholeMonthTests(MonthBeforeItsFiles web) : IClassFixture<MonthBeforeItsFiles>, IDisposable
{
    private const string Home = "/clerk?month=2026-10";

    private static readonly DateOnly _october = new(2026, 10, 1);

    private static readonly string _sample = Path.Combine(Repository.Root, "SeedData", "maple-grove");

    /// <summary>Kinds that refer to others stand behind them.</summary>
    private static readonly string[] _records =
    [
        "calendar.csv", "students.csv", "providers.csv", "supervision.csv", "grid.csv", "consents.csv", "orders.csv", "eligibility.csv", "absences.csv",
        "stays.csv", "authorizations.csv", "other-payments.csv", "rates.csv",
    ];

    private static readonly string[] _logs =
        ["logs-late.csv", "logs-district.csv", "logs-therapyhub.csv", "logs-sessiontrack.csv", "logs-sessiontrack-corrected.csv"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-month-");

    private Browser Browser => web.Browser;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_month_goes_from_its_files_to_money_in_the_bank()
    {
        Browser.SignInByPassword(UserRole.Clerk);
        Browser.Open(Home);
        Assert.Contains("Nothing was logged", Browser.Text, StringComparison.Ordinal);
        await SendTheFilesAsync();
        await MendAMedicaidIdAsync();
        await SignAsync();
        var claimFile = await CloseAndBuildAsync();
        Release(claimFile);
        var paid = await TakeInTheAnswersAsync();
        await TieToTheDepositAsync(paid);

        Browser.SignIn(UserRole.Clerk);
        Browser.Open(Home);
        Assert.Equal(paid, Browser.TextsOf(".funnel .dollars")[^1]);
        Assert.DoesNotContain("To close and bill", Browser.Text, StringComparison.Ordinal);
        Browser.Photograph("whole-month-paid");
    }

    private async Task SendTheFilesAsync()
    {
        foreach (var vendor in (string[])["sessiontrack", "therapyhub"])
        {
            Browser.Open("/clerk/files/mappings");
            Browser.Choose("file", Path.Combine(_sample, "mappings", $"{vendor}.json"));
            Browser.Follow("section[aria-labelledby=bring] button");
            Assert.Contains($"Files of {vendor} are read in this way", Browser.Find(".flash").Text, StringComparison.Ordinal);
        }

        await SendAsync(_records.Select(file => Path.Combine(_sample, file)));
        Assert.All(SentStates(), state => Assert.Equal("Taken in", state));
        await using (var list = File.OpenRead(Path.Combine(_sample, "leie.csv")))
        {
            Assert.IsType<ScreeningOutcome.Screened>(await new ExclusionScreening(web.DataSource, web.Clock).ScreenAsync(
                web.DistrictId, _october, "leie.csv", list, Actor.Command("import leie")));
        }

        await SendAsync(_logs.Select(file => Path.Combine(_sample, file)));
        Assert.Equal(["Taken in", "Taken in, but for 2 lines", "Taken in, but for 2 lines", "Taken in, but for 2 lines", "Taken in"], SentStates());
        Browser.Open("/clerk/files");
        foreach (var counts in Browser.TextsOf("main tbody td.amount").Select(text => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).Chunk(4))
        {
            Assert.Equal(counts[0], counts[1] + counts[2] + counts[3]);
        }

        Browser.Open(Home);
        Assert.StartsWith("916 entries", Browser.TextsOf(".funnel > li > progress + p")[0], StringComparison.Ordinal);
    }

    /// <summary>The office copies the ID from the card, and the corrected file frees all sessions of the student.</summary>
    private async Task MendAMedicaidIdAsync()
    {
        const string need = "Medicaid ID missing or wrong";
        Browser.Open(Home);
        Assert.Contains(Browser.TextsOf("section[aria-labelledby=needs] tbody td:first-child"), what => what.StartsWith(need, StringComparison.Ordinal));
        var students = (await File.ReadAllTextAsync(Path.Combine(_sample, "students.csv"))).Replace(",1552358052,", ",15523580529,", StringComparison.Ordinal);

        await SendAsync([Written("students-corrected.csv", Encoding.UTF8.GetBytes(students))]);

        Assert.Contains("1 entered + 0 malformed + 70 duplicates", Browser.Find("section[aria-labelledby=sent]").Text, StringComparison.Ordinal);
        Browser.Open(Home);
        Assert.DoesNotContain(Browser.TextsOf("section[aria-labelledby=needs] tbody td:first-child"), what => what.StartsWith(need, StringComparison.Ordinal));
    }

    /// <summary>The counselor whose session came without a signature signs it herself.</summary>
    private async Task SignAsync()
    {
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            var counselor = await connection.ExecuteScalarAsync<long>(
                "select provider_id from intake.provider where district_id = @DistrictId and provider_number = 'P110'", new { web.DistrictId });
            await UserAccounts.AddAsync(
                connection, new(web.DistrictId, WebFixture.EmailOf("counselor"), "Counselor Example", UserRole.Provider, counselor), WebFixture.Password, web.Clock);
        }

        Browser.SignIn("counselor");
        Browser.Open("/provider/sign?month=2026-10");
        Browser.Click("input[name=Ticked]");
        Browser.Type("Password", WebFixture.Password);
        Browser.Follow("section[aria-labelledby=statement] button.primary");
        Assert.Equal("You signed 1 session.", Browser.Find(".flash").Text);
    }

    private async Task<string> CloseAndBuildAsync()
    {
        Browser.SignIn(UserRole.Clerk);
        Browser.Open(Home);
        Browser.Follow("section[aria-labelledby=needs] a[href*='/clerk/close']");
        Browser.Follow("#close button");
        await Workers.WorkAsync(web);
        await Browser.UntilAsync("#build button.primary"); // the page looks again by itself
        Assert.Contains("October 2026 is closed (close 1): 762 sessions to bill", Browser.Find("#close").Text, StringComparison.Ordinal);
        Browser.Follow("#build button.primary");
        await Workers.WorkAsync(web);
        await Browser.UntilAsync("#build a[href*='/claim-files/']");
        Assert.Contains(" is built: ", Browser.Find("#build").Text, StringComparison.Ordinal);
        Browser.Follow("#build a[href*='/claim-files/']");
        var file = Browser.Path;
        Browser.Open(Home);
        Assert.Contains("Claim files wait for a second person", Browser.Text, StringComparison.Ordinal);
        return file;
    }

    private void Release(string claimFile)
    {
        Browser.SignIn(UserRole.Finance);
        Browser.Open(claimFile);
        Browser.Type("Password", WebFixture.Password);
        Browser.Follow("section[aria-labelledby=release] button");
        Assert.Contains("is released", Browser.Find(".flash").Text, StringComparison.Ordinal);
    }

    /// <returns>What the payer pays, as pages show it.</returns>
    private async Task<string> TakeInTheAnswersAsync()
    {
        byte[] sent;
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            var file = Assert.Single(await ClaimFile.OfMonthAsync(connection, web.DistrictId, _october));
            sent = await FileStore.ReadAllAsync(connection, web.DistrictId, file.Sha256);
        }

        var payer = new SimulatedPayer();
        var answers = payer.Take(sent).All.Append(payer.Remit(new DateOnly(2026, 11, 9)));
        Browser.SignIn(UserRole.Clerk);
        Browser.Open("/clerk/close/answers?month=2026-10");
        Browser.Choose("files", [.. answers.Select((bytes, index) => Written($"answer-{index + 1}.x12", bytes))]);
        Browser.Follow("section[aria-labelledby=upload] button");
        Assert.Equal("4 files are taken in.", Browser.Find(".flash").Text);
        Browser.Open(Home);
        return Browser.TextsOf(".funnel .dollars")[^1];
    }

    private async Task TieToTheDepositAsync(string paid)
    {
        string bank;
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            var (trace, cents) = await connection.QuerySingleAsync<(string, long)>(
                "select trace_number, payment_cents from billing.remittance where district_id = @DistrictId", new { web.DistrictId });
            bank = string.Create(CultureInfo.InvariantCulture, $"date,amount,trace\n2026-11-09,{cents / 100m:0.00},{trace}\n");
        }

        Browser.SignIn(UserRole.Finance);
        Browser.Open("/finance/deposits?month=2026-10");
        Browser.Choose("file", Written("bank.csv", Encoding.UTF8.GetBytes(bank)));
        Browser.Follow("section[aria-labelledby=import] button");
        Assert.Equal("1 new line of the bank. 1 remittance found a deposit.", Browser.Find(".flash").Text);
        Assert.Contains("Every payment is in the bank, and every deposit is explained, to the cent.", Browser.Text, StringComparison.Ordinal);
        Browser.Open("/finance?month=2026-10");
        Assert.Contains(paid, Browser.Find("section[aria-labelledby=dollars]").Text, StringComparison.Ordinal);
        Assert.Contains("Nothing waits for you", Browser.Text, StringComparison.Ordinal);
    }

    private async Task SendAsync(IEnumerable<string> paths)
    {
        Browser.Open("/clerk/files");
        Browser.Choose("files", paths);
        Browser.Click("#upload .primary");
        await Browser.UntilAsync("#sent");
        Assert.Empty(Browser.TextsOf(".error-summary"));
        await Sending.WorkAsync(web);
        Browser.Open(Browser.Path);
    }

    private IEnumerable<string> SentStates() => Browser.TextsOf("section[aria-labelledby=sent] li p.sev");

    private string Written(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}

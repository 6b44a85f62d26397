using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Scale;
using MedicaidLogs.Web;

namespace MedicaidLogs.Bench;

/// <summary>The pages that people wait for, on the real server over a full store, one request after another, beside a static file of the same server.</summary>
/// <remarks>
/// A correction is sent and its entry's page opened with the new verdict. Its time is the slowest of twenty (p95); the floor is that of the
/// static file and the 50 ms that a correction may take beyond it.
/// </remarks>
public static partial class WebBench
{
    private const int Times = 100;

    /// <summary>
    /// Before a page is measured it is asked for so often, or for so long: until the runtime has compiled well what it runs, and connections
    /// have made their plans. What is measured is the pages of a day, and not of the minute after a start.
    /// </summary>
    private const int WarmUps = 200;

    private static readonly TimeSpan _warmUpFor = TimeSpan.FromSeconds(20);

    private const string Password = "maple-leaf-in-october";

    private static readonly TimeSpan _mayTake = TimeSpan.FromMilliseconds(50);

    /// <summary>Rejected sessions of the month, spread over it.</summary>
    private const string ToCorrect = """
        select entry_id from (
            select entry_id, row_number() over (order by md5(entry_id::text)) as place
            from (select distinct entry_id from intake.finding
                  where district_id = $1 and service_month = $2 and severity = 'reject' and cleared_run_id is null) f) f
        where place <= $3
        order by place
        """;

    public static async Task<Measurement> RunAsync(int rows)
    {
        var size = StoreSize.Of(rows);
        await using var month = await MonthOfLogs.PrepareAsync(size.RowsOfMonth);
        await month.TakeInAsync();
        var districtId = await month.DistrictIdAsync();
        var clock = Stopwatch.StartNew();
        await FullStore.FillAsync(month.Server.Database, districtId, MonthOfLogs.Month, size);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  the store is full after {clock.Elapsed.TotalSeconds:0} s"));
        await month.Server.ExecuteAsync("checkpoint"); // to write the filling to the disk is not the pages' work
        await AddUsersAsync(month.Server, districtId);
        await using var app = WebApp.Build(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error"], new(month.Server.Database, MonthOfLogs.Clock));
        await app.StartAsync();
        var entries = await ToCorrectAsync(month.Server, districtId);
        return await MeasureAsync(new Uri(app.Urls.Single()), entries, await EntriesAsync(month.Server));
    }

    private static async Task<Measurement> MeasureAsync(Uri address, IReadOnlyList<long> entries, int rows)
    {
        using var clerk = await PageClient.SignInAsync(address, EmailOf(UserRole.Clerk), Password);
        using var finance = await PageClient.SignInAsync(address, EmailOf(UserRole.Finance), Password);
        string Entry(int time) => string.Create(CultureInfo.InvariantCulture, $"/clerk/entries/{entries[time % entries.Count]}?month=2026-10&tab=reject");
        var floor = await TimeAsync("a static file", _ => clerk.OpenAsync("/css/base.css"));
        await TimeAsync("the clerk's home", _ => clerk.OpenAsync("/clerk?month=2026-10"));
        await TimeAsync("the queue", _ => clerk.OpenAsync("/clerk/rejected?month=2026-10"));
        await TimeAsync("an entry", time => clerk.OpenAsync(Entry(time)));
        await TimeAsync("a finance report", _ => finance.OpenAsync("/finance/reports/funnel?from=2026-09&to=2026-09"));
        var pages = new Dictionary<int, string>();
        var correction = await TimeAsync(
            "a correction",
            async time => pages[time] = await CorrectAsync(clerk, Entry(time), pages[time], time),
            async time => pages[time] = await clerk.OpenAsync(Entry(time)));
        return new Measurement(rows, correction, floor + _mayTake);
    }

    /// <summary>Says the middle and the slowest of twenty on standard error.</summary>
    /// <returns>The slowest of twenty.</returns>
    private static async Task<TimeSpan> TimeAsync(string what, Func<int, Task> act, Func<int, Task>? before = null)
    {
        var took = new List<TimeSpan>();
        var (warmingUp, time) = (Stopwatch.StartNew(), 0);
        for (; time < WarmUps && warmingUp.Elapsed < _warmUpFor; time++)
        {
            await TimeOnceAsync(time);
        }

        for (var last = time + Times; time < last; time++)
        {
            took.Add(await TimeOnceAsync(time));
        }

        var sorted = took.Order().ToList();
        var (middle, slow) = (sorted[Times / 2], sorted[Times * 95 / 100]);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"  {what,-18} p50 {middle.TotalMilliseconds,8:0.0} ms, p95 {slow.TotalMilliseconds,8:0.0} ms"));
        return slow;

        async Task<TimeSpan> TimeOnceAsync(int time)
        {
            await (before?.Invoke(time) ?? Task.CompletedTask);
            var clock = Stopwatch.StartNew();
            await act(time);
            return clock.Elapsed;
        }
    }

    /// <returns>The entry's page with its new verdict.</returns>
    private static async Task<string> CorrectAsync(PageClient clerk, string entry, string page, int time)
    {
        var after = await clerk.SendAsync(entry, page, new()
        {
            ["version"] = Version().Match(page).Groups["version"].Value,
            ["reason"] = "Looked it up.",
            ["note"] = string.Create(CultureInfo.InvariantCulture, $"Naming pictures, looked up {time}."),
        });
        return after.Contains("Saved.", StringComparison.Ordinal) ? after : throw new InvalidOperationException("The correction was not saved.");
    }

    private static async Task AddUsersAsync(BenchServer server, DistrictId districtId)
    {
        await using var connection = await server.Database.OpenConnectionAsync();
        foreach (var role in new[] { UserRole.Clerk, UserRole.Finance })
        {
            await UserAccounts.AddAsync(connection, new(districtId, EmailOf(role), "Bench", role, null), Password, MonthOfLogs.Clock);
        }
    }

    private static string EmailOf(string role) => $"{role}@bench.example";

    private static async Task<IReadOnlyList<long>> ToCorrectAsync(BenchServer server, DistrictId districtId)
    {
        await using var command = server.Database.CreateCommand(ToCorrect);
        command.Parameters.Add(new() { Value = districtId.Value });
        command.Parameters.Add(new() { Value = MonthOfLogs.Month });
        command.Parameters.Add(new() { Value = WarmUps + Times });
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<long>();
        while (await reader.ReadAsync())
        {
            entries.Add(reader.GetInt64(0));
        }

        return entries;
    }

    private static async Task<int> EntriesAsync(BenchServer server)
    {
        await using var command = server.Database.CreateCommand("select count(*)::int from intake.entry");
        return (int)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex("""name="version"[^>]*value="(?<version>\d+)""")]
    private static partial Regex Version();
}

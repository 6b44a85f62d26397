using System.Diagnostics;
using System.Globalization;
using Dapper;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>A month of some districts while everything that can fail does: afterwards every row, file and cent is there, once.</summary>
public static class FaultTrial
{
    /// <summary>Beyond every clock that jumped.</summary>
    private const int FirstDayAfter = 3;

    private const int MostDays = 60;

    private static readonly TimeSpan _idleFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestIdle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestDay = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Changes with whatever is done.</summary>
    private const string DoneSql = """
        select (select count(*) from ops.audit_event) || ' events, ' || (select count(outcome) from ops.place_file) || ' of '
            || (select count(*) from ops.place_file) || ' files fetched, ' || (select count(laid_down_at) from billing.claim_delivery) || ' laid down'
        """;

    /// <summary>Somebody has looked for work since a day began, and none is open.</summary>
    private const string IsIdleSql = """
        select exists (select from qrtz_triggers where trigger_name = 'sweep' and trigger_state = 'WAITING' and prev_fire_time > @dayTicks)
           and not exists (select from ops.job_run where state = 'running' or (state = 'queued' and not_before <= @day))
        """;

    /// <param name="files">Log files of each district.</param>
    /// <param name="bills">Claim files of each district.</param>
    /// <param name="say">Hears of each round.</param>
    public static async Task<FaultReport> RunAsync(int districts, int files, int bills, int rounds, int seed, Action<string> say)
    {
        await using var installation = await Installation.CreateAsync("faults", FaultDistrict.Today);
        var offices = new List<Office>();
        for (var number = 1; number <= districts; number++)
        {
            var district = await FaultDistrict.CreateAsync(installation, number, files);
            offices.Add(new(installation, district, new(district.OutOf(installation), district.InOf(installation), seed + number), bills));
        }

        await installation.StartAsync();
        var time = new Share();
        using var end = new CancellationTokenSource();
        var people = Task.WhenAll(offices.Select(office => WorkAsync(office, time, end.Token)));
        var faults = new List<Fault>();
        var draw = new FaultDraw(seed);
        var done = "";
        for (var round = 1; round <= rounds; round++)
        {
            done = await MovesOnAsync(installation, done);
            faults.Add(await draw.HappenAsync(installation));
            installation.Revive();
            time.Gone = (double)round / rounds;
            say(string.Create(CultureInfo.InvariantCulture, $"round {round}: {faults[^1]}"));
        }

        var days = await SettleAsync(installation, people, say);
        await end.CancelAsync();
        await people;
        var (losses, sums) = (new List<string>(), new FaultSums(0, 0, 0, 0, 0));
        foreach (var office in offices)
        {
            var (lost, its) = await Reckoning.OfAsync(installation, office);
            losses.AddRange(lost);
            sums += its;
            office.Dispose();
        }

        if (losses.Count > 0)
        {
            say(installation.LastWords);
        }

        return new(faults, days, sums, losses);
    }

    /// <summary>Does what is due until the month is over.</summary>
    private static async Task WorkAsync(Office office, Share time, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !await office.WorkAsync(time.Gone))
        {
            await Task.Delay(_pause, CancellationToken.None);
        }
    }

    /// <summary>Days without faults go by until all months are over; on each, what waits for its next attempt is due.</summary>
    private static async Task<int> SettleAsync(Installation installation, Task people, Action<string> say)
    {
        await installation.JumpAsync(Installation.Workers, FirstDayAfter); // the pages; workers are ahead of them from then on
        for (var day = 1; ; day++)
        {
            await installation.NextDayAsync(FirstDayAfter + day);
            var done = await WhenIdleAsync(installation, FaultDistrict.Today.AddDays(FirstDayAfter + day), people);
            say(string.Create(CultureInfo.InvariantCulture, $"day {day} after: {done}"));
            if (people.IsCompleted || day == MostDays)
            {
                return day;
            }
        }
    }

    /// <summary>A fault while nothing goes on would prove little. Waits until something is done, or not for ever.</summary>
    private static async Task<string> MovesOnAsync(Installation installation, string before)
    {
        var done = before;
        for (var watch = Stopwatch.StartNew(); done == before && watch.Elapsed < _longestIdle;)
        {
            await Task.Delay(_pause);
            done = await DoneAsync(installation);
        }

        return done;
    }

    private static async Task<string> WhenIdleAsync(Installation installation, DateOnly day, Task people)
    {
        var begins = day.ToDateTime(default, DateTimeKind.Utc);
        var (done, since) = ("", Stopwatch.StartNew());
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _longestDay && since.Elapsed < _idleFor && !people.IsCompleted;)
        {
            await Task.Delay(_pause);
            installation.Revive();
            await using var connection = await installation.Postgres.Database.OpenConnectionAsync();
            var isIdle = await connection.ExecuteScalarAsync<bool>(IsIdleSql, new { day = begins.AddDays(1), dayTicks = begins.Ticks });
            var now = await DoneAsync(installation);
            if (!isIdle || now != done)
            {
                (done, since) = (now, Stopwatch.StartNew());
            }
        }

        return done;
    }

    private static async Task<string> DoneAsync(Installation installation)
    {
        await using var connection = await installation.Postgres.Database.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<string>(DoneSql))!;
    }

    private sealed class Share
    {
        private double _gone;

        public double Gone
        {
            get => Volatile.Read(ref _gone);
            set => Volatile.Write(ref _gone, value);
        }
    }
}

/// <param name="DaysAfter">Days without faults until all was done.</param>
/// <param name="Losses">What was lost, came twice or does not tie out, in words.</param>
public sealed record FaultReport(IReadOnlyList<Fault> Faults, int DaysAfter, FaultSums Sums, IReadOnlyList<string> Losses);

using System.Diagnostics;
using System.Globalization;
using Dapper;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>A month of some districts while everything that can fail does: afterwards every row, file and cent is there, once.</summary>
public static class FaultTrial
{
    /// <summary>Beyond every clock that jumped.</summary>
    private const int FirstDayAfter = 3;

    private const int MostHours = 100;

    private static readonly TimeSpan _idleFor = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _longestIdle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestHour = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Changes with whatever is done.</summary>
    private const string DoneSql = """
        select (select count(*) from ops.audit_event) || ' events, ' || (select count(outcome) from ops.place_file) || ' of '
            || (select count(*) from ops.place_file) || ' files fetched, ' || (select count(laid_down_at) from billing.claim_delivery) || ' laid down'
        """;

    /// <summary>Every place was looked at that is due, and no work is open.</summary>
    private const string IsIdleSql = """
        select not exists (select from ops.place where poll_at <= @now and stopped_at is null)
           and not exists (select from ops.job_run where state = 'running' or (state = 'queued' and not_before <= @now))
        """;

    /// <param name="files">Log files of each district.</param>
    /// <param name="bills">Claim files of each district.</param>
    /// <param name="say">Hears of each round.</param>
    public static async Task<FaultReport> RunAsync(int districts, int files, int bills, int rounds, int seed, Action<string> say)
    {
        var watch = Stopwatch.StartNew();
        await using var installation = await Installation.CreateAsync("faults", FaultDistrict.Today);
        var offices = new List<Office>();
        for (var number = 1; number <= districts; number++)
        {
            var district = await FaultDistrict.CreateAsync(installation, number, files);
            offices.Add(new(installation, district, new(district.OutOf(installation), district.InOf(installation), seed + number), bills));
        }

        Say($"{districts} districts are set up");
        await installation.StartAsync();
        Say($"all are at work");
        var time = new Share();
        using var end = new CancellationTokenSource();
        var people = Task.WhenAll(offices.Select(office => WorkAsync(office, time, end.Token)));
        var faults = new List<Fault>();
        var draw = new FaultDraw(seed);
        var done = "";
        for (var round = 1; round <= rounds; round++)
        {
            await installation.PassHourAsync();
            done = await MovesOnAsync(installation, done);
            faults.Add(await draw.HappenAsync(installation));
            installation.Revive();
            time.Gone = (double)round / rounds;
            Say($"round {round}: {faults[^1]}");
        }

        var hours = await SettleAsync(installation, people, Say);
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

        Say($"{districts} districts are reckoned up");
        return new(faults, hours, sums, losses);

        void Say(FormattableString line) => say(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed:hh\\:mm\\:ss} {FormattableString.Invariant(line)}"));
    }

    /// <summary>Does what is due until the month is over.</summary>
    private static async Task WorkAsync(Office office, Share time, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !await office.WorkAsync(time.Gone))
        {
            await Task.Delay(_pause, CancellationToken.None);
        }
    }

    /// <summary>A day later than every clock, hours without faults go by until all months are over; in each, what waits for its next attempt is due.</summary>
    private static async Task<int> SettleAsync(Installation installation, Task people, Action<FormattableString> say)
    {
        await installation.JumpAsync(Installation.Workers, FirstDayAfter); // the pages; workers are ahead of them from then on
        await installation.NextDayAsync(FirstDayAfter + 1);
        for (var hour = 1; ; hour++)
        {
            var done = await WhenIdleAsync(installation, people);
            say($"hour {hour} after: {done}");
            if (people.IsCompleted || hour == MostHours)
            {
                return hour;
            }

            await installation.PassHourAsync();
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

    private static async Task<string> WhenIdleAsync(Installation installation, Task people)
    {
        var (done, since) = ("", Stopwatch.StartNew());
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _longestHour && since.Elapsed < _idleFor && !people.IsCompleted;)
        {
            await Task.Delay(_pause);
            installation.Revive();
            await using var connection = await installation.Postgres.Database.OpenConnectionAsync();
            var isIdle = await connection.ExecuteScalarAsync<bool>(IsIdleSql, new { now = installation.NowOf(worker: 0) });
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

/// <param name="HoursAfter">Hours without faults until all was done, as workers and places tell the time.</param>
/// <param name="Losses">What was lost, came twice or does not tie out, in words.</param>
public sealed record FaultReport(IReadOnlyList<Fault> Faults, int HoursAfter, FaultSums Sums, IReadOnlyList<string> Losses);

using System.Diagnostics;
using System.Globalization;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.TestKit.Transfer;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>Everything that runs for a district office, as real processes: PostgreSQL, two workers, the pages, a partner's server behind a line that can be cut.</summary>
public sealed class Installation : IAsyncDisposable
{
    public const int Workers = 2;

    private static readonly TimeSpan _longestStart = TimeSpan.FromMinutes(1);

    private readonly OwnPostgres _postgres;
    private readonly FtpServer _partner;
    private readonly Medlogs?[] _workers = new Medlogs?[Workers];
    private readonly int[] _daysAhead = new int[Workers + 1]; // the last is the pages'
    private readonly DateOnly _today;
    private CutProxy? _line;
    private Medlogs? _pages;

    private Installation(OwnPostgres postgres, FtpServer partner, DateOnly today) => (_postgres, _partner, _today) = (postgres, partner, today);

    public OwnPostgres Postgres => _postgres;

    public Uri Pages { get; } = new($"http://127.0.0.1:{OwnPostgres.UnusedPort()}");

    /// <summary>The partner's folders as this machine sees them.</summary>
    public string PartnerRoot => _partner.Root;

    /// <summary>The partner's server, as a place's file names it.</summary>
    public (string Address, int Port, string User, string Secret) Partner => (CutProxy.Address.ToString(), _partner.Port, FtpServer.User, "PARTNER");

    /// <param name="today">Where all clocks start.</param>
    public static async Task<Installation> CreateAsync(string name, DateOnly today) =>
        new(await OwnPostgres.StartAsync(name), await FtpServer.StartAsync(tls: false), today);

    /// <summary>Ends when all are at work.</summary>
    public async Task StartAsync()
    {
        Mend();
        StartPages();
        for (var worker = 0; worker < Workers; worker++)
        {
            StartWorker(worker);
        }

        using var browser = new HttpClient { BaseAddress = Pages };
        for (var watch = Stopwatch.StartNew(); !await AreAtWorkAsync(browser);)
        {
            await Task.Delay(100);
            if (watch.Elapsed > _longestStart)
            {
                throw new InvalidOperationException(LastWords);
            }
        }
    }

    public async Task KillWorkerAsync(int worker)
    {
        await _workers[worker]!.KillAsync(TimeSpan.Zero);
        _workers[worker]!.Dispose();
        StartWorker(worker);
    }

    public async Task KillPagesAsync()
    {
        await _pages!.KillAsync(TimeSpan.Zero);
        _pages.Dispose();
        StartPages();
    }

    /// <summary>One of the workers, or the pages behind them, is on another day from now on.</summary>
    public Task JumpAsync(int process, int daysAhead)
    {
        _daysAhead[process] = daysAhead;
        return process < Workers ? KillWorkerAsync(process) : KillPagesAsync();
    }

    /// <summary>Starts what ended by itself, as a service manager does: a program that finds no database when it starts ends.</summary>
    public void Revive()
    {
        for (var worker = 0; worker < Workers; worker++)
        {
            if (_workers[worker] is { HasEnded: true })
            {
                StartWorker(worker);
            }
        }

        if (_pages is { HasEnded: true })
        {
            StartPages();
        }
    }

    public async Task CutAsync()
    {
        await _line!.DisposeAsync();
        _line = null;
    }

    public void Mend() => _line ??= CutProxy.Start(_partner.AllPorts);

    /// <summary>The file store has no room for another byte.</summary>
    /// <remarks>A small disk of its own takes root to mount. This is what the program is told by a server whose disk is full: 53100, from the statement that needs room.</remarks>
    public Task FillDiskAsync() => _postgres.ExecuteAsync(
        """
        create or replace function public.disk_is_full() returns trigger language plpgsql as
            $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
        create trigger disk_is_full before insert on ops.stored_file_chunk for each row execute function public.disk_is_full()
        """);

    public Task FreeDiskAsync() => _postgres.ExecuteAsync("drop trigger if exists disk_is_full on ops.stored_file_chunk");

    /// <summary>The end of what each process wrote to standard error, for whoever looks into a loss.</summary>
    public string LastWords => string.Join('\n', _workers.Append(_pages).OfType<Medlogs>().SelectMany(process => process.Errors.Split('\n').TakeLast(20)));

    /// <summary>An hour goes by, as what is stored tells the time: what waits for its next look or attempt is due.</summary>
    public Task PassHourAsync() => _postgres.ExecuteAsync(
        """
        do $$ begin
            lock table ops.job_run in exclusive mode; -- a sweep that writes there is waited for while we hold nothing that it wants
            update ops.place set poll_at = poll_at - interval '1 hour', retry_at = retry_at - interval '1 hour';
            update ops.place_file set seen_at = seen_at - interval '1 hour' where outcome is null;
            update ops.job_run set not_before = not_before - interval '1 hour' where state = 'queued';
            notify medlogs_work;
        end $$
        """);

    /// <summary>By that worker's clock.</summary>
    public DateTimeOffset NowOf(int worker) => new AsOfClock(_today.AddDays(_daysAhead[worker]), TimeProvider.System).GetUtcNow();

    /// <summary>Workers stop in order and start on one day.</summary>
    public async Task NextDayAsync(int daysAhead)
    {
        Array.Fill(_daysAhead, daysAhead);
        foreach (var worker in _workers.Where(worker => !worker!.HasEnded))
        {
            worker!.Stop();
        }

        foreach (var worker in _workers)
        {
            await worker!.EndAsync();
            worker.Dispose();
        }

        await _postgres.ExecuteAsync("update ops.worker set last_seen_at = last_seen_at - interval '1 day'"); // by the server's clock, which nobody here moves
        for (var worker = 0; worker < Workers; worker++)
        {
            StartWorker(worker);
        }
    }

    public Task<MedlogsResult> CommandAsync(params IEnumerable<string> arguments) => Medlogs.RunAsync(_postgres.ConnectionString, Secrets, arguments);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _workers.Append(_pages))
        {
            process?.Dispose();
        }

        await (_line?.DisposeAsync() ?? ValueTask.CompletedTask);
        _partner.Dispose();
        await _postgres.DisposeAsync();
    }

    private async Task<bool> AreAtWorkAsync(HttpClient browser)
    {
        try
        {
            await using var heard = _postgres.Database.CreateCommand("select count(*) = 2 and to_regclass('qrtz_triggers') is not null from ops.worker");
            return (bool)(await heard.ExecuteScalarAsync())! && await browser.GetStringAsync("/readyz") == "ok";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Secrets => new() { ["MEDLOGS_SECRET_PARTNER"] = FtpServer.Password };

    private string DayOf(int process) => _today.AddDays(_daysAhead[process]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void StartWorker(int worker) =>
        _workers[worker] = Medlogs.Start(_postgres.ConnectionString, Secrets, "serve", "--as-of", DayOf(worker));

    private void StartPages() =>
        _pages = Medlogs.StartPages(
            _postgres.ConnectionString, new() { [AsOfClock.Variable] = DayOf(Workers) },
            "--urls", Pages.OriginalString, "--SignIn:TriesPerMinute", "100000", "--Logging:LogLevel:Default", "Error");
}

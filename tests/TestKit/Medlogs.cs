using System.Diagnostics;
using System.Text;
using MedicaidLogs.Core.Database;

namespace MedicaidLogs.TestKit;

/// <summary>The command line <c>medlogs</c>, or the pages, as a process of its own, on a test's database. For test projects that refer to Worker, or to Web.</summary>
public sealed class Medlogs : IDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private Medlogs(Process process) => _process = process;

    /// <summary>What it wrote to standard error until now.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <param name="connectionString">Becomes <c>MEDLOGS_DB</c>.</param>
    /// <param name="arguments">As they are typed; the working directory is the repository's root.</param>
    public static Medlogs Start(string connectionString, params IEnumerable<string> arguments) => Start(connectionString, [], arguments);

    /// <param name="environment">More variables for it.</param>
    public static Medlogs Start(string connectionString, Dictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Start("medlogs.dll", connectionString, environment, arguments);

    /// <summary>Another program that stands beside the tests, in the same way.</summary>
    public static Medlogs StartProgram(string fileName, string connectionString, params IEnumerable<string> arguments) =>
        Start(fileName, connectionString, [], arguments);

    /// <summary>The pages, as <c>dotnet MedicaidLogs.Web.dll</c>.</summary>
    public static Medlogs StartPages(string connectionString, Dictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Start("MedicaidLogs.Web.dll", connectionString, environment, arguments);

    private static Medlogs Start(string fileName, string connectionString, Dictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, fileName), .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [MedlogsDatabase.ConnectionVariable] = connectionString,

                // Runs this short never get back what good code and profiling cost.
                ["DOTNET_TieredCompilation"] = "1",
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var medlogs = new Medlogs(new Process { StartInfo = start });
        medlogs._process.OutputDataReceived += (_, line) => Append(medlogs._output, line.Data);
        medlogs._process.ErrorDataReceived += (_, line) => Append(medlogs._errors, line.Data);
        medlogs._process.Start();
        medlogs._process.BeginOutputReadLine();
        medlogs._process.BeginErrorReadLine();
        return medlogs;
    }

    public static Task<MedlogsResult> RunAsync(string connectionString, params IEnumerable<string> arguments) => RunAsync(connectionString, [], arguments);

    public static async Task<MedlogsResult> RunAsync(string connectionString, Dictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        using var medlogs = Start(connectionString, environment, arguments);
        return await medlogs.EndAsync();
    }

    /// <summary>Waits for its end, two minutes at most.</summary>
    public async Task<MedlogsResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(_longest);
        await _process.WaitForExitAsync(limit.Token);
        return new(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    /// <summary>Kills it (SIGKILL) after a time, or lets it be where it ends before.</summary>
    /// <returns>Whether it was killed.</returns>
    public async Task<bool> KillAsync(TimeSpan after)
    {
        using var elapsed = new CancellationTokenSource(after);
        try
        {
            await _process.WaitForExitAsync(elapsed.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            return _process.ExitCode == 128 + 9;
        }
    }

    /// <summary>Asks it to stop (SIGTERM), as a service manager does.</summary>
    public void Stop() => Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null)
            {
                text.Append(line).Append('\n');
            }
        }
    }
}

public sealed record MedlogsResult(int ExitCode, string Output, string Errors);

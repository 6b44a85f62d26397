using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace MedicaidLogs.Billing.SessionLogs.Printing;

/// <summary>A headless Chromium of our own: a fresh profile, no network, no script, reached over a pipe that no other process can open.</summary>
/// <remarks>It ends when its pipe closes, and so never outlives this process, however that one ends; then its profile goes, and with it what a crash wrote.</remarks>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Names the program where it is not <c>chromium</c> on the path.</summary>
    public const string ProgramVariable = "MEDLOGS_CHROMIUM";

    /// <summary>The shell hands our two pipes on as those that Chromium listens to. It outlasts Chromium, whatever signal comes, to remove its profile.</summary>
    private const string WithPipes = $"trap : INT TERM HUP; \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1; rm -rf \"${ProfileVariable}\" 2>/dev/null";

    private const string ProfileVariable = "MEDLOGS_CHROMIUM_PROFILE";

    /// <summary>Where crash reports go: they hold a browser's memory, and so students' data. Otherwise Chromium keeps them in the user's home.</summary>
    private const string CrashesVariable = "BREAKPAD_DUMP_LOCATION";

    private static readonly TimeSpan _longestEnd = TimeSpan.FromSeconds(5);

    private static readonly string[] _flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe",
    ];

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly DevToolsPipe _pipe;
    private readonly Task _listening;
    private readonly ConcurrentBag<Tab> _idle = [];

    private Chromium(Process process, DirectoryInfo profile)
    {
        _process = process;
        _profile = profile;
        _pipe = new(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _listening = _pipe.ListenAsync();
    }

    /// <summary>Of the shell that Chromium is a child of.</summary>
    internal int ProcessId => _process.Id;

    internal string Profile => _profile.FullName;

    /// <exception cref="BrowserLostException">There is no such program.</exception>
    public static Chromium Start()
    {
        var program = Program();
        var profile = Directory.CreateTempSubdirectory("medlogs-chromium-");
        var start = new ProcessStartInfo("/bin/sh", ["-c", WithPipes, program, .. _flags, $"--user-data-dir={profile.FullName}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [ProfileVariable] = profile.FullName, [CrashesVariable] = Path.Combine(profile.FullName, "crashes") },
        };
        return new(Process.Start(start)!, profile);
    }

    /// <summary>One document on letter paper, tagged and with an outline; titled and in the language that its markup says.</summary>
    /// <exception cref="BrowserLostException"/>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken)
    {
        var tab = _idle.TryTake(out var idle) ? idle : await OpenTabAsync(cancellationToken);
        await _pipe.SendAsync("Page.setDocumentContent", new { frameId = tab.Frame, html }, tab.Session, cancellationToken);
        var printed = await _pipe.SendAsync(
            "Page.printToPDF",
            new { printBackground = true, preferCSSPageSize = true, generateTaggedPDF = true, generateDocumentOutline = true },
            tab.Session,
            cancellationToken);
        _idle.Add(tab);
        return printed.GetProperty("data").GetBytesFromBase64();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.BaseStream.Close(); // the writer around it would flush, and fail where the browser is dead
        using (var limit = new CancellationTokenSource(_longestEnd))
        {
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
                RemoveProfile();
            }
        }

        await _listening;
        _pipe.Dispose();
        _process.Dispose();
    }

    /// <summary>A page in the background and laid out for print alone: nobody looks at it on a screen, and drawing it there took a sixth of the time.</summary>
    private async Task<Tab> OpenTabAsync(CancellationToken cancellationToken)
    {
        var target = Text(await _pipe.SendAsync("Target.createTarget", new { url = "about:blank", background = true }, null, cancellationToken), "targetId");
        var session = Text(
            await _pipe.SendAsync("Target.attachToTarget", new { targetId = target, flatten = true }, null, cancellationToken), "sessionId");
        await _pipe.SendAsync("Emulation.setScriptExecutionDisabled", new { value = true }, session, cancellationToken);
        await _pipe.SendAsync("Emulation.setEmulatedMedia", new { media = "print" }, session, cancellationToken);
        await _pipe.SendAsync("Network.enable", new { }, session, cancellationToken);
        await _pipe.SendAsync("Network.setBlockedURLs", new { urls = (string[])["http://*", "https://*", "ftp://*", "ws://*", "wss://*", "file://*"] }, session, cancellationToken);
        var frames = await _pipe.SendAsync("Page.getFrameTree", new { }, session, cancellationToken);
        return new(session, Text(frames.GetProperty("frameTree").GetProperty("frame"), "id"));
    }

    private static string Program()
    {
        var name = Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } named ? named : "chromium";
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
        return path ?? throw new BrowserLostException(
            $"Chromium prints the session logs, and there is no program '{name}'. Install Debian's chromium, or name the program in {ProgramVariable}.");
    }

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;

    private void RemoveProfile()
    {
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child process still writes to it. It holds no document, and the system clears its temporary folder.
        }
    }

    private sealed record Tab(string Session, string Frame);
}

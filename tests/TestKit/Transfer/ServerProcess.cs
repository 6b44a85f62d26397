using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MedicaidLogs.TestKit.Transfer;

/// <summary>A server program on a free port of 127.0.0.1, in a folder of its own; both are gone when the tests are done with it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Attempts = 5; // another program may take the port first

    private static readonly TimeSpan _longestStart = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ServerProcess(Process process, int port)
    {
        (_process, Port) = (process, port);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int Port { get; }

    /// <param name="argumentsFor">The program's arguments for a port.</param>
    public static async Task<ServerProcess> StartAsync(string program, Func<int, IEnumerable<string>> argumentsFor)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var process = new Process
            {
                StartInfo = new ProcessStartInfo(program, argumentsFor(port))
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                },
            };
            var server = new ServerProcess(process, port);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (await server.ListensAsync())
            {
                return server;
            }

            server.Dispose();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{program} does not start: {server._said}");
            }
        }
    }

    /// <summary>It and what it started; nothing else of that name.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>The first of so many ports in a row that nobody listens on.</summary>
    public static int FreePorts(int count)
    {
        while (true)
        {
            var first = FreePort();
            var listeners = Enumerable.Range(first, count).Select(port => new TcpListener(IPAddress.Loopback, port)).ToList();
            try
            {
                listeners.ForEach(listener => listener.Start());
                return first;
            }
            catch (Exception taken) when (taken is SocketException or ArgumentOutOfRangeException)
            {
                // Another one, then.
            }
            finally
            {
                listeners.ForEach(listener => listener.Dispose());
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> ListensAsync()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _longestStart && !_process.HasExited;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}

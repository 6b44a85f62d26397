using System.Net;
using System.Net.Sockets;

namespace MedicaidLogs.TestKit.Transfer;

/// <summary>A bad line between a client and a server of this machine: after so many bytes it breaks every connection, or lets nothing more through.</summary>
/// <remarks>It listens on <see cref="Address"/> under the ports of the server, so that a client finds the ports for files there too.</remarks>
public sealed class CutProxy : IAsyncDisposable
{
    private readonly List<TcpListener> _listeners = [];
    private readonly List<Task> _carrying = [];
    private readonly CancellationTokenSource _end = new();
    private readonly bool _stalls;
    private readonly long _limitBytes;
    private long _bytes;

    private CutProxy(IEnumerable<int> ports, long afterBytes, bool stalls)
    {
        (_limitBytes, _stalls) = (afterBytes, stalls);
        foreach (var port in ports)
        {
            var listener = new TcpListener(Address, port);
            listener.Start();
            _listeners.Add(listener);
            _carrying.Add(AcceptAsync(listener, port));
        }
    }

    /// <summary>Of this machine too, and nobody else's.</summary>
    public static IPAddress Address { get; } = IPAddress.Parse("127.0.0.2");

    /// <summary>Those that were sent until now, in both directions.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <param name="ports">Of the server, on 127.0.0.1.</param>
    /// <param name="afterBytes">In both directions and over all connections together.</param>
    /// <param name="stalls">It breaks nothing, and lets nothing more through.</param>
    public static CutProxy Start(IEnumerable<int> ports, long afterBytes = long.MaxValue, bool stalls = false) => new(ports, afterBytes, stalls);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        Task[] carrying;
        lock (_carrying)
        {
            carrying = [.. _carrying];
        }

        await Task.WhenAll(carrying);
        _end.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, int port)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(_end.Token);
                lock (_carrying)
                {
                    _carrying.Add(CarryAsync(client, port));
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The line is taken down.
        }
    }

    private async Task CarryAsync(TcpClient client, int port)
    {
        using var here = client;
        using var there = new TcpClient();
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            await there.ConnectAsync(IPAddress.Loopback, port, broken.Token);
            var (near, far) = (here.GetStream(), there.GetStream());
            await Task.WhenAll(CopyAsync(near, far, broken), CopyAsync(far, near, broken));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException or InvalidOperationException)
        {
            here.LingerState = there.LingerState = new LingerOption(true, 0); // a reset, not an orderly end
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationTokenSource broken)
    {
        var buffer = new byte[1 << 14];
        int read;
        try
        {
            while ((read = await from.ReadAsync(buffer, broken.Token)) > 0)
            {
                var after = Interlocked.Add(ref _bytes, read);
                var carried = (int)Math.Clamp(_limitBytes - (after - read), 0, read);
                await to.WriteAsync(buffer.AsMemory(0, carried), broken.Token);
                if (after < _limitBytes)
                {
                    continue;
                }

                if (_stalls)
                {
                    await Task.Delay(Timeout.Infinite, broken.Token);
                }

                throw new IOException("The line is cut.");
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            await broken.CancelAsync();
            throw;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace MedicaidLogs.TestKit.Transfer;

/// <summary>Stands between a client and a server on this machine and cuts the connection after so many bytes that the client sent.</summary>
public sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly CancellationTokenSource _end = new();
    private long _bytesLeft;
    private long _bytesSeen;

    private CutProxy(int serverPort, long cutAfterBytes)
    {
        (_serverPort, _bytesLeft) = (serverPort, cutAfterBytes);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What clients sent until now.</summary>
    public long BytesSeen => Interlocked.Read(ref _bytesSeen);

    /// <param name="cutAfterBytes">Of all connections together; what comes after is lost, and so is every connection.</param>
    public static CutProxy Start(int serverPort, long cutAfterBytes = long.MaxValue) => new(serverPort, cutAfterBytes);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var here = client;
        using var there = new TcpClient();
        try
        {
            await there.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
            await Task.WhenAny(UpAsync(here, there), there.GetStream().CopyToAsync(here.GetStream(), _end.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException)
        {
            // Cut by either side.
        }
    }

    private async Task UpAsync(TcpClient here, TcpClient there)
    {
        var buffer = new byte[1 << 14];
        int read;
        while ((read = await here.GetStream().ReadAsync(buffer, _end.Token)) > 0)
        {
            Interlocked.Add(ref _bytesSeen, read);
            var left = Interlocked.Add(ref _bytesLeft, -read);
            var carried = left >= 0 ? read : (int)Math.Max(0, read + left);
            await there.GetStream().WriteAsync(buffer.AsMemory(0, carried), _end.Token);
            if (left < 0)
            {
                here.Client.LingerState = new LingerOption(true, 0); // a reset, not an orderly end
                return;
            }
        }
    }
}

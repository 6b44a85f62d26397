using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Billing.SessionLogs.Printing;

/// <summary>Commands and answers of the DevTools protocol over a pipe: JSON messages, each ended by a NUL.</summary>
/// <remarks>Source: Chromium's <c>--remote-debugging-pipe</c>. Events are not asked for and not kept.</remarks>
internal sealed class DevToolsPipe(Stream toBrowser, Stream fromBrowser) : IDisposable
{
    private const int BytesAtOnce = 1 << 18;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly SemaphoreSlim _oneWriter = new(1);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;

    /// <summary>Hands answers to those who wait for them until the browser closes its end; then nobody is left waiting.</summary>
    public async Task ListenAsync()
    {
        var messages = PipeReader.Create(fromBrowser, new StreamPipeReaderOptions(bufferSize: BytesAtOnce));
        try
        {
            ReadResult read;
            do
            {
                read = await messages.ReadAsync();
                var buffer = read.Buffer;
                while (buffer.PositionOf((byte)0) is { } end)
                {
                    Answer(buffer.Slice(0, end));
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                messages.AdvanceTo(buffer.Start, buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception fault) when (fault is IOException or JsonException or ObjectDisposedException)
        {
            // The browser died in the middle of a word. What it said last is of no use.
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <param name="session">The page that is spoken to; null: the browser.</param>
    /// <exception cref="BrowserLostException">The browser is gone, or refuses the command.</exception>
    public async Task<JsonElement> SendAsync(string method, object parameters, string? session, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            // A browser that hangs takes no more than the pipe holds: then the write ends when the browser does, and we do not wait for it.
            await WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new Command(id, method, parameters, session), _json), cancellationToken)
                .WaitAsync(cancellationToken);
            return await Task.WhenAny(answer.Task, _ended.Task).WaitAsync(cancellationToken) == answer.Task
                ? await answer.Task
                : throw new BrowserLostException("Chromium ended while it was needed.");
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public void Dispose() => _oneWriter.Dispose();

    private async Task WriteAsync(byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            await _oneWriter.WaitAsync(cancellationToken);
            try
            {
                await toBrowser.WriteAsync((byte[])[.. message, 0], CancellationToken.None); // half a message would spoil the next one
                await toBrowser.FlushAsync(CancellationToken.None);
            }
            finally
            {
                _oneWriter.Release();
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            throw new BrowserLostException("Chromium ended while it was needed.", fault);
        }
    }

    private void Answer(ReadOnlySequence<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var answer = document.RootElement;
        if (!answer.TryGetProperty("id", out var id) || !_waiting.TryGetValue(id.GetInt32(), out var waiting))
        {
            return;
        }

        if (answer.TryGetProperty("error", out var error))
        {
            waiting.TrySetException(new BrowserLostException($"Chromium refuses a command: {error.GetProperty("message").GetString()}"));
        }
        else
        {
            waiting.TrySetResult(answer.GetProperty("result").Clone());
        }
    }

    private sealed record Command(int Id, string Method, object Params, string? SessionId);
}

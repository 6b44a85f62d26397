namespace MedicaidLogs.Billing.SessionLogs.Printing;

/// <summary>Prints HTML documents to PDF in one warm browser, several at once. A document may hold pictures and fonts as data; nothing else is loaded.</summary>
/// <param name="pagesAtOnce">Half a core each keeps a machine busy.</param>
/// <param name="longest">What one document may take, queueing not counted.</param>
public sealed class PdfPrinter(int pagesAtOnce, TimeSpan longest) : IAsyncDisposable
{
    private const int MostTries = 2;

    private readonly SemaphoreSlim _free = new(pagesAtOnce);
    private readonly Lock _lock = new();
    private Chromium? _browser;

    public PdfPrinter()
        : this(2 * Environment.ProcessorCount, TimeSpan.FromSeconds(30))
    {
    }

    public int PagesAtOnce => pagesAtOnce;

    internal int? BrowserProcessId
    {
        get
        {
            lock (_lock)
            {
                return _browser?.ProcessId;
            }
        }
    }

    /// <summary>A browser that dies or hangs is replaced, and the document tried once more.</summary>
    /// <exception cref="BrowserLostException">It did not go the second time either.</exception>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken = default)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 1; ; tries++)
            {
                var browser = Browser();
                try
                {
                    return await PrintAsync(browser, html, cancellationToken);
                }
                catch (BrowserLostException)
                {
                    await DropAsync(browser);
                    if (tries == MostTries)
                    {
                        throw;
                    }
                }
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is { } browser)
        {
            await DropAsync(browser);
        }

        _free.Dispose();
    }

    private async Task<byte[]> PrintAsync(Chromium browser, string html, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            return await browser.PrintAsync(html, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrowserLostException($"Chromium did not print a document within {longest.TotalSeconds:0} s.");
        }
    }

    private Chromium Browser()
    {
        lock (_lock)
        {
            return _browser ??= Chromium.Start();
        }
    }

    /// <summary>Of all who lose one browser, the first ends it.</summary>
    private async Task DropAsync(Chromium lost)
    {
        lock (_lock)
        {
            if (_browser != lost)
            {
                return;
            }

            _browser = null;
        }

        await lost.DisposeAsync();
    }
}

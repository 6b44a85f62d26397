namespace MedicaidLogs.Billing.SessionLogs.Printing;

/// <summary>Prints HTML documents to PDF in one warm browser, several at once. A document may hold pictures and fonts as data; nothing else is loaded.</summary>
/// <param name="pagesAtOnce">Half a core each keeps a machine busy.</param>
/// <param name="longest">What one document may take, queueing not counted.</param>
public sealed class PdfPrinter(int pagesAtOnce, TimeSpan longest) : IAsyncDisposable
{
    private const int MostFailures = 2;

    private readonly SemaphoreSlim _free = new(pagesAtOnce);
    private readonly Lock _lock = new();
    private Chromium? _browser;

    public PdfPrinter()
        : this(2 * Environment.ProcessorCount, TimeSpan.FromSeconds(30))
    {
    }

    public int PagesAtOnce => pagesAtOnce;

    /// <summary>The browser that is warm, if any is.</summary>
    internal Chromium? Warm
    {
        get
        {
            lock (_lock)
            {
                return _browser;
            }
        }
    }

    /// <summary>A browser that dies or hangs is replaced, and the document tried once more; those that it took along with it are tried again too.</summary>
    /// <exception cref="BrowserLostException">It did not go the second time either.</exception>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken = default)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            for (var failures = 0; ;)
            {
                var browser = Browser();
                try
                {
                    return await PrintAsync(browser, html, cancellationToken);
                }
                catch (BrowserLostException)
                {
                    if (await DropAsync(browser) && ++failures == MostFailures)
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

    /// <summary>Of all who lose one browser, the first ends it, and takes the blame.</summary>
    /// <returns>Whether that was us.</returns>
    private async Task<bool> DropAsync(Chromium lost)
    {
        lock (_lock)
        {
            if (_browser != lost)
            {
                return false;
            }

            _browser = null;
        }

        await lost.DisposeAsync();
        return true;
    }
}

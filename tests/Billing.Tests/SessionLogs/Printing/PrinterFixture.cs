using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Printing;

/// <summary>One warm browser for all classes that print.</summary>
public sealed class PrinterFixture : IAsyncLifetime
{
    private readonly Lazy<Task<byte[]>> _sessionLog;

    public PrinterFixture() => _sessionLog = new(() =>
        Printer.PrintAsync(File.ReadAllText(Path.Combine(Repository.Root, "tests/Billing.Tests/Goldens/session-log.html"))));

    public PdfPrinter Printer { get; } = new(pagesAtOnce: 2, longest: TimeSpan.FromMinutes(1));

    /// <summary>A session log, printed and not sealed.</summary>
    public Task<byte[]> SessionLogAsync() => _sessionLog.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Printer.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class PrinterTests : ICollectionFixture<PrinterFixture>
{
    public const string Name = "printer";
}

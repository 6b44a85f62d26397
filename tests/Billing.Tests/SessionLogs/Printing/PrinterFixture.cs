using MedicaidLogs.Billing.SessionLogs.Printing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Printing;

/// <summary>One warm browser for a test class.</summary>
public sealed class PrinterFixture : IAsyncLifetime
{
    public PdfPrinter Printer { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Printer.DisposeAsync();
}

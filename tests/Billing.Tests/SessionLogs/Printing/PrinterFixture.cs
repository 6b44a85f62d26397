using MedicaidLogs.Billing.SessionLogs.Printing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Printing;

/// <summary>One warm browser for all classes that print.</summary>
public sealed class PrinterFixture : IAsyncLifetime
{
    public PdfPrinter Printer { get; } = new(pagesAtOnce: 2, longest: TimeSpan.FromMinutes(1));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Printer.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class PrinterTests : ICollectionFixture<PrinterFixture>
{
    public const string Name = "printer";
}

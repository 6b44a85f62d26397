using MedicaidLogs.Billing.Tests.SessionLogs.Printing;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

public sealed class PdfSealTests(PrinterFixture fixture) : IClassFixture<PrinterFixture>, IDisposable
{
    private readonly TrialSeal _trial = new();

    public void Dispose() => _trial.Dispose();

    [Fact]
    public async Task Other_programs_find_the_seal_sound_and_the_whole_document_sealed()
    {
        var sealedPdf = _trial.Seal(await fixture.Printer.PrintAsync(SampleLog()));

        var signatures = PdfTools.Signatures(sealedPdf);

        Assert.Contains("Signature is Valid.", signatures, StringComparison.Ordinal);
        Assert.Contains("Total document signed", signatures, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", signatures, StringComparison.Ordinal);
        Assert.Contains(TrialSeal.District, signatures, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", PdfTools.Check(sealedPdf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_stays_as_it_was_printed_to_the_last_byte()
    {
        var printed = await fixture.Printer.PrintAsync(SampleLog());

        Assert.Equal(printed, _trial.Seal(printed)[..printed.Length]);
    }

    private static string SampleLog() => File.ReadAllText(Path.Combine(Repository.Root, "tests/Billing.Tests/Goldens/session-log.html"));
}

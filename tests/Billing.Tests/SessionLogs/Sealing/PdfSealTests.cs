using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Billing.Tests.SessionLogs.Printing;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

[Collection(PrinterTests.Name)]
public sealed class PdfSealTests(PrinterFixture fixture) : IDisposable
{
    private readonly TrialSeal _trial = new();

    public void Dispose() => _trial.Dispose();

    [Fact]
    public async Task Other_programs_find_the_seal_sound_and_the_whole_document_sealed()
    {
        var document = await SealedAsync();

        var signatures = PdfTools.Signatures(document);

        Assert.Contains("Signature is Valid.", signatures, StringComparison.Ordinal);
        Assert.Contains("Total document signed", signatures, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", signatures, StringComparison.Ordinal);
        Assert.Contains(TrialSeal.District, signatures, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", PdfTools.Check(document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_stays_as_it_was_printed_to_the_last_byte()
    {
        var printed = await PrintedAsync();

        Assert.Equal(printed, _trial.Seal(printed)[..printed.Length]);
    }

    [Fact]
    public async Task A_sealed_document_proves_what_it_is_and_who_sealed_it()
    {
        var verdict = PdfVerifier.Verify(await SealedAsync());

        Assert.Null(verdict.Fault);
        Assert.Equal(
            new SealFacts(TrialSeal.Identity, TrialSeal.District, _trial.Certificate.Fingerprint, SelfSigned: true, TrialSeal.Clock.GetUtcNow()),
            verdict.Seal);
    }

    [Fact]
    public async Task A_byte_changed_anywhere_is_found()
    {
        var document = await SealedAsync();
        var random = new Random(Seed: 20261009);

        Assert.Empty(Unnoticed(document, Enumerable.Range(0, 500).Select(_ => random.Next(document.Length)).Append(document.Length - 1), random));
    }

    [Fact]
    public async Task A_byte_changed_in_the_signature_or_its_padding_is_found()
    {
        var document = await SealedAsync();
        var contents = document.AsSpan().LastIndexOf("/Contents <"u8);
        var random = new Random(Seed: 20261010);

        Assert.Empty(Unnoticed(document, Enumerable.Range(contents, document.Length - contents).Where(at => at < contents + 3000 || at % 7 == 0), random));
    }

    [Fact]
    public async Task A_document_cut_short_or_added_to_is_not_intact()
    {
        var document = await SealedAsync();

        Assert.False(PdfVerifier.Verify(document.AsMemory(..^1)).Intact);
        Assert.False(PdfVerifier.Verify((byte[])[.. document, (byte)'\n']).Intact);
        Assert.Throws<PdfFormatException>(() => _trial.Seal(document));
    }

    [Fact]
    public async Task A_document_without_a_seal_is_not_intact() =>
        Assert.Equal("The file carries no seal.", PdfVerifier.Verify(await PrintedAsync()).Fault);

    [Theory, InlineData(""), InlineData("%PDF-1.7"), InlineData("startxref\n99999999999\n%%EOF"), InlineData("xref\n0 2147483647\nstartxref\n0")]
    [InlineData("<<[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[startxref\n0"), InlineData("xref 0 0 trailer <</Size (\\ startxref 0")]
    public void What_is_no_PDF_is_not_intact(string text) => Assert.False(PdfVerifier.Verify(System.Text.Encoding.ASCII.GetBytes(text)).Intact);

    private static List<int> Unnoticed(byte[] document, IEnumerable<int> positions, Random random)
    {
        var unnoticed = new List<int>();
        foreach (var at in positions)
        {
            var flip = (byte)(1 << random.Next(8));
            document[at] ^= flip;
            if (PdfVerifier.Verify(document).Intact)
            {
                unnoticed.Add(at);
            }

            document[at] ^= flip;
        }

        return unnoticed;
    }

    private async Task<byte[]> SealedAsync() => _trial.Seal(await PrintedAsync());

    private Task<byte[]> PrintedAsync() =>
        fixture.Printer.PrintAsync(File.ReadAllText(Path.Combine(Repository.Root, "tests/Billing.Tests/Goldens/session-log.html")));
}

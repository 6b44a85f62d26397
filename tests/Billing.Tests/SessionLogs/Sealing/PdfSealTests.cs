using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Billing.Tests.SessionLogs.Printing;

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

        Assert.Equal(printed, (await _trial.SealAsync(printed))[..printed.Length]);
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

        Assert.Empty(Tampering.Unnoticed(document, Enumerable.Range(0, 500).Select(_ => random.Next(document.Length)).Append(document.Length - 1), random));
    }

    [Fact]
    public async Task A_byte_changed_in_the_signature_or_its_padding_is_found()
    {
        var document = await SealedAsync();
        var contents = document.AsSpan().LastIndexOf("/Contents <"u8);
        var random = new Random(Seed: 20261010);

        Assert.Empty(Tampering.Unnoticed(document, Enumerable.Range(contents, document.Length - contents).Where(at => at < contents + 3000 || at % 7 == 0), random));
    }

    [Fact]
    public async Task A_document_cut_short_or_added_to_is_not_intact()
    {
        var document = await SealedAsync();

        var original = (await PrintedAsync()).Length;

        Assert.All(
            Enumerable.Range(0, 50).Select(cut => original + 2 + (cut * (document.Length - original - 4) / 49)),
            length => Assert.Contains("damaged or cut short", PdfVerifier.Verify(document.AsMemory(..length)).Fault, StringComparison.Ordinal));
        Assert.Contains("does not cover the whole file", PdfVerifier.Verify((byte[])[.. document, (byte)'\n']).Fault, StringComparison.Ordinal);
        Assert.False(PdfVerifier.Verify((byte[])[.. document, .. "something"u8]).Intact);
    }

    [Fact]
    public async Task A_further_update_behind_the_seal_is_found()
    {
        var file = new PdfFile(await SealedAsync());
        var update = new PdfUpdate(file);
        update.Add("<</Type /Annot>>");

        Assert.Contains("does not cover the whole file", PdfVerifier.Verify(update.Write(file.Trailer.Reference("/Info"))).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_document_is_not_sealed_again()
    {
        var document = await SealedAsync();

        await Assert.ThrowsAsync<PdfFormatException>(() => _trial.SealAsync(document));
    }

    [Theory, InlineData("--object-streams=generate", true), InlineData("--encrypt user owner 256 --", true), InlineData("--object-streams=disable", false)]
    public async Task A_document_written_anew_by_another_program_is_not_intact(string options, bool foreign)
    {
        var rewritten = PdfTools.Rewritten(await SealedAsync(), options);

        var fault = PdfVerifier.Verify(rewritten).Fault;

        Assert.Contains(foreign ? "Another program wrote this file, or wrote it anew" : "does not cover the whole file", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_without_a_seal_is_not_intact() =>
        Assert.Equal("The file carries no seal.", PdfVerifier.Verify(await PrintedAsync()).Fault);

    [Theory, InlineData(""), InlineData("%PDF-1.7"), InlineData("startxref\n99999999999\n%%EOF"), InlineData("xref\n0 2147483647\nstartxref\n0\n%%EOF")]
    [InlineData("xref trailer <</A [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[startxref\n0\n%%EOF"), InlineData("xref 0 0 trailer <</Size (\\ startxref 0 %%EOF")]
    [InlineData("xref trailer <</Root 99999999999 0 R>> startxref 0 %%EOF"), InlineData("xref trailer <</Prev 0>> startxref 0 %%EOF")]
    [InlineData("%PDF xref trailer <</Root 1 0 R>> startxref 5")]
    public void What_is_no_PDF_is_not_intact(string text) => Assert.False(PdfVerifier.Verify(System.Text.Encoding.ASCII.GetBytes(text)).Intact);

    [Fact]
    public void A_file_made_to_keep_us_busy_is_refused_early()
    {
        var keys = string.Concat(Enumerable.Range(0, 200_000).Select(key => $"/K{key} 0 "));

        var verdict = PdfVerifier.Verify(System.Text.Encoding.ASCII.GetBytes($"xref trailer <<{keys}>> startxref 0 %%EOF"));

        Assert.Contains("not a PDF that was made here", verdict.Fault, StringComparison.Ordinal);
    }

    private async Task<byte[]> SealedAsync() => await _trial.SealAsync(await PrintedAsync());

    private Task<byte[]> PrintedAsync() => fixture.SessionLogAsync();
}

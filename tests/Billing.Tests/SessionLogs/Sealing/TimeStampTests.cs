using System.Net;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Billing.Tests.SessionLogs.Printing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

[Collection(PrinterTests.Name)]
public sealed class TimeStampTests(PrinterFixture fixture)
{
    [Fact]
    public async Task A_stamped_seal_names_time_and_authority_and_other_programs_take_it()
    {
        using var responder = new TimeStampResponder();

        var document = await SealedAsync(responder.Authority);

        var stamp = PdfVerifier.Verify(document).Seal?.Stamp;
        Assert.Equal(TimeStampResponder.Name, stamp?.Authority);
        Assert.InRange(stamp!.At, File.GetLastWriteTimeUtc(typeof(TimeStampTests).Assembly.Location), DateTimeOffset.MaxValue);
        Assert.Contains("Signature is Valid.", PdfTools.Signatures(document), StringComparison.Ordinal);
        Assert.Contains("Total document signed", PdfTools.Signatures(document), StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", PdfTools.Check(document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_changed_in_the_stamp_or_around_it_is_found()
    {
        using var responder = new TimeStampResponder();
        var document = await SealedAsync(responder.Authority);
        var contents = document.AsSpan().LastIndexOf("/Contents <"u8);
        var random = new Random(Seed: 20261011);

        Assert.Empty(Tampering.Unnoticed(document, Enumerable.Range(contents, 7000), random));
    }

    [Fact]
    public async Task A_stamp_of_another_signature_is_refused()
    {
        byte[]? first = null;
        using var responder = new TimeStampResponder((authority, asked) =>
            TimeStampResponder.ReplyAsync(asked, first ??= authority.Stamp(TimeStampResponder.Query(asked))));
        await SealedAsync(responder.Authority);

        await AssertRefusedAsync(responder.Authority, "refused, or sent what is no stamp of this signature");
    }

    [Theory, InlineData(503, "answered with HTTP status 503"), InlineData(302, "answered with HTTP status 302"), InlineData(200, "sent what is no stamp")]
    public async Task An_answer_that_is_no_stamp_seals_nothing(int status, string fault)
    {
        using var responder = new TimeStampResponder((_, asked) => TimeStampResponder.ReplyAsync(asked, "<html>sorry</html>"u8.ToArray(), status));

        await AssertRefusedAsync(responder.Authority, fault);
    }

    [Fact]
    public async Task An_endless_answer_seals_nothing()
    {
        using var responder = new TimeStampResponder((_, asked) => TimeStampResponder.ReplyAsync(asked, new byte[1 << 20]));

        await AssertRefusedAsync(responder.Authority, "could not be asked (ConfigurationLimitExceeded)");
    }

    [Fact]
    public async Task An_authority_that_does_not_answer_is_not_waited_for()
    {
        using var responder = new TimeStampResponder((_, _) => Task.CompletedTask);

        await AssertRefusedAsync(new(responder.Address, TimeSpan.FromMilliseconds(200)), "did not answer within 0.2 s");
    }

    [Fact]
    public async Task An_authority_that_is_not_there_seals_nothing() =>
        await AssertRefusedAsync(new($"http://{IPAddress.Loopback}:1/"), "could not be asked (ConnectionError)");

    [Theory, InlineData("tsa.example"), InlineData("ftp://tsa.example"), InlineData("")]
    public void An_address_that_is_not_of_HTTP_is_refused(string address) =>
        Assert.Throws<SealException>(() => new TimeStampAuthority(address));

    private async Task AssertRefusedAsync(TimeStampAuthority authority, string fault) =>
        Assert.Contains(fault, (await Assert.ThrowsAsync<TimeStampException>(() => SealedAsync(authority))).Message, StringComparison.Ordinal);

    private async Task<byte[]> SealedAsync(TimeStampAuthority authority)
    {
        using var trial = new TrialSeal(stamps: authority);
        return await trial.SealAsync(await fixture.SessionLogAsync());
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Printing;

[Collection(PrinterTests.Name)]
public sealed class PdfPrinterTests(PrinterFixture fixture)
{
    [Fact]
    public async Task A_document_is_letter_sized_tagged_titled_and_its_words_are_text()
    {
        var pdf = await fixture.Printer.PrintAsync(Page("<h1>Log</h1><p>José Ångström, Նարեկ, Ольга, Αθηνά, नेहा, 王芳</p>"));

        var info = PdfTools.Info(pdf);
        Assert.Contains("Page size:       612 x 792 pts (letter)", info, StringComparison.Ordinal);
        Assert.Contains("Tagged:          yes", info, StringComparison.Ordinal);
        Assert.Contains("Title:           A log", info, StringComparison.Ordinal);
        Assert.Contains("JavaScript:      no", info, StringComparison.Ordinal);
        var text = PdfTools.Text(pdf);
        Assert.All(["José Ångström", "Նարեկ", "Ольга", "Αθηνά"], name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_documents_at_once_are_each_their_own()
    {
        var pdfs = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => fixture.Printer.PrintAsync(Page($"<p>number {number}</p>"))));

        Assert.All(pdfs.Select((pdf, i) => (pdf, i)), each =>
            Assert.Equal($"number {each.i + 1}", PdfTools.Text(each.pdf).Trim()));
    }

    [Fact]
    public async Task No_script_runs_and_nothing_is_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/";

        var pdf = await fixture.Printer.PrintAsync(Page(
            $"<p id=a>still</p><script>document.getElementById('a').textContent = 'changed'</script><img src={address}a.png><img src='file:///etc/passwd'>"
            + $"<iframe src={address}b></iframe><link rel=stylesheet href={address}c.css><iframe src='file:///etc/passwd'></iframe>"));

        Assert.Equal("still", PdfTools.Text(pdf).Trim());
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_browser_that_was_killed_is_started_again_and_the_document_printed()
    {
        await using var printer = new PdfPrinter(pagesAtOnce: 2, longest: TimeSpan.FromMinutes(1));
        await printer.PrintAsync(Page("<p>before</p>"));
        var killed = printer.Warm!;
        Process.GetProcessById(killed.ProcessId).Kill(entireProcessTree: true);

        var pdf = await printer.PrintAsync(Page("<p>after</p>"));

        Assert.Equal("after", PdfTools.Text(pdf).Trim());
        Assert.NotSame(killed, printer.Warm);
    }

    [Fact]
    public async Task When_the_browser_ends_its_profile_is_gone()
    {
        string profile;
        await using (var printer = new PdfPrinter(pagesAtOnce: 1, longest: TimeSpan.FromMinutes(1)))
        {
            await printer.PrintAsync(Page("<p>one</p>"));
            profile = printer.Warm!.Profile;
            Assert.True(Directory.Exists(profile));
        }

        Assert.False(Directory.Exists(profile));
    }

    [Fact]
    public async Task A_document_that_takes_too_long_is_given_up_after_the_second_try()
    {
        await using var printer = new PdfPrinter(pagesAtOnce: 1, longest: TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<BrowserLostException>(() => printer.PrintAsync(Page("<p>never</p>")));

        Assert.Null(printer.Warm);
    }

    private static string Page(string body) =>
        $"<!doctype html><html lang=en><head><meta charset=utf-8><title>A log</title><style>@page {{ size: letter }}</style></head><body>{body}</body></html>";
}

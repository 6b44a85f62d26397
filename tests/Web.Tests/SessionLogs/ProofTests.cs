using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.SessionLogs;

public sealed class ProofTests(SealedMonth web) : IClassFixture<SealedMonth>
{
    private const string Page = "/auditor/proof";

    [Fact]
    public async Task A_document_of_ours_is_intact_and_current()
    {
        var page = await UploadAsync(await web.BytesOfAsync(await web.PdfOfAsync(1)));

        Assert.Contains("Intact, and current", page, StringComparison.Ordinal);
        Assert.Contains("2026-10-1-1-SPEECH, version 1", page, StringComparison.Ordinal);
        Assert.Contains("Maple Grove School District", page, StringComparison.Ordinal);
        Assert.Contains("The same", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_session_changed_says_which()
    {
        var page = await UploadAsync(await web.BytesOfAsync(await web.PdfOfAsync(2)));

        Assert.Contains("Intact, but a session changed since", page, StringComparison.Ordinal);
        Assert.Contains("Version 2", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_byte_is_found()
    {
        var pdf = await web.BytesOfAsync(await web.PdfOfAsync(1));
        pdf[pdf.Length / 3] ^= 1;

        Assert.Contains("Not intact", await UploadAsync(pdf), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Choose a PDF file")]
    [InlineData("GIF89a", "It is a picture. Send the PDF.")]
    public async Task What_is_no_PDF_is_not_looked_at(string content, string refusal) =>
        Assert.Contains(refusal, await UploadAsync(Encoding.ASCII.GetBytes(content)), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_too_large_is_refused_and_nothing_is_kept()
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);
        auditor.DefaultRequestHeaders.ExpectContinue = true; // the answer comes before the bytes go

        using var answer = await PostAsync(auditor, new byte[(17 << 20) + 1]);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest });
    }

    [Fact]
    public void The_chain_is_walked_and_the_page_is_fit_to_be_seen()
    {
        web.Browser.SignIn(UserRole.Auditor);
        web.Browser.Open(Page);
        web.Browser.Follow("[aria-labelledby=chain] button");
        Assert.Contains("Sound: no event was changed", web.Browser.Text, StringComparison.Ordinal);

        Looks.At(web.Browser, "proof-sound");
    }

    private async Task<string> UploadAsync(byte[] content)
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);
        using var answer = await PostAsync(auditor, content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient auditor, byte[] content)
    {
        var token = (await auditor.GetStringAsync(Page)).Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var field = new StringContent(token);
        using var form = new MultipartFormDataContent { { field, "__RequestVerificationToken" }, { file, "Pdf", "log.pdf" } };
        return await auditor.PostAsync(Page, form);
    }
}

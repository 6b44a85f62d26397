using System.Diagnostics;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

/// <summary>Other people's programs that read a PDF.</summary>
internal static class PdfTools
{
    /// <summary>What Debian's <c>pdfsig</c> says; it must know that the whole document is signed and nothing changed.</summary>
    public static string Signatures(byte[] pdf) => Run("pdfsig", "-nocert", pdf);

    public static string Text(byte[] pdf) => Run("pdftotext", "-layout", pdf, "-");

    public static string Info(byte[] pdf) => Run("pdfinfo", "-custom", pdf) + Run("pdfinfo", null, pdf);

    /// <summary>Fails where <c>qpdf --check</c> finds the least fault.</summary>
    public static string Check(byte[] pdf) => Run("qpdf", "--check", pdf);

    /// <summary>The same document as <c>qpdf</c> writes it.</summary>
    public static byte[] Rewritten(byte[] pdf, params string[] options)
    {
        var written = Path.GetTempFileName();
        try
        {
            Run("qpdf", options[0], pdf, [.. options[1..], written]);
            return File.ReadAllBytes(written);
        }
        finally
        {
            File.Delete(written);
        }
    }

    private static string Run(string program, string? option, byte[] pdf, params string[] more)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, pdf);
            using var process = Process.Start(new ProcessStartInfo(program, [.. option is null ? [] : option.Split(' '), path, .. more])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output}{errors.Result}");
            return output;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

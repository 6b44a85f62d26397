using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

/// <summary>Other people's programs that read a PDF.</summary>
internal static partial class PdfTools
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

    /// <summary>Every page is Letter, and every word lies within half an inch of its edges.</summary>
    public static bool FitsLetter(byte[] pdf)
    {
        var words = Run("pdftotext", "-bbox", pdf, "-");
        return PageSize().Matches(words).All(page => page.Groups["size"].Value == "width=\"612.000000\" height=\"792.000000\"")
            && Word().Matches(words).All(word => Points(word, "left") >= 36 && Points(word, "right") <= 612 - 36);

        static double Points(Match word, string group) => double.Parse(word.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<page (?<size>[^>]*)>")]
    private static partial Regex PageSize();

    [GeneratedRegex("<word xMin=\"(?<left>[^\"]*)\" yMin=\"[^\"]*\" xMax=\"(?<right>[^\"]*)\"")]
    private static partial Regex Word();

    /// <summary>Where a box stands in place of a letter that no font has: Chromium writes a font's glyph 0, <c>.notdef</c>.</summary>
    /// <remarks>The text alone would not tell: a reader may be told the letter beside the box.</remarks>
    public static IEnumerable<string> Boxes(byte[] pdf) =>
        Glyphs().Matches(Encoding.Latin1.GetString(Rewritten(pdf, "--qdf", "--object-streams=disable")))
            .Select(match => match.Value)
            .Where(glyphs => glyphs[1..glyphs.IndexOf('>', StringComparison.Ordinal)].Chunk(4).Any(glyph => glyph is ['0', '0', '0', '0']));

    [GeneratedRegex("<(?:[0-9a-fA-F]{4})+> Tj")]
    private static partial Regex Glyphs();

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

namespace MedicaidLogs.Web.Intake;

/// <summary>What a page takes.</summary>
public enum FileContent
{
    /// <summary>CSV, or other plain text.</summary>
    Text,

    /// <summary>What payers send.</summary>
    X12,

    /// <summary>XLSX.</summary>
    Workbook,

    Pdf,
}

/// <summary>Looks at a file's first bytes, whatever its name says: what cannot be what was asked for is refused before anything keeps it.</summary>
public static class ContentCheck
{
    /// <summary>As many bytes as the look needs.</summary>
    public const int HeadBytes = 64 << 10;

    private static readonly (byte[] Begins, string Is)[] _others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"),
        ([(byte)'M', (byte)'Z'], "a program"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a picture"),
        ([0xFF, 0xD8, 0xFF], "a picture"),
        ([(byte)'G', (byte)'I', (byte)'F', (byte)'8'], "a picture"),
        ([0x1F, 0x8B], "a packed file"),
        ([0xFF, 0xFE], "a text in UTF-16"),
        ([0xFE, 0xFF], "a text in UTF-16"),
    ];

    /// <param name="head">The file's first bytes, up to <see cref="HeadBytes"/>.</param>
    /// <param name="taken">What may come.</param>
    /// <returns>Why it is not taken, as a clerk would say it; null where it is.</returns>
    public static string? Refusal(ReadOnlySpan<byte> head, params ReadOnlySpan<FileContent> taken)
    {
        if (head.IsEmpty)
        {
            return "It is empty.";
        }

        var (content, name) = Look(head);
        return content is { } known && taken.Contains(known) ? null : $"It is {name}. {Advice(taken)}";
    }

    private static (FileContent? Content, string Name) Look(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF-"u8))
        {
            return (FileContent.Pdf, "a PDF");
        }

        if (head.StartsWith("PK\u0003\u0004"u8))
        {
            return (FileContent.Workbook, "an Excel workbook or another packed file");
        }

        foreach (var (begins, name) in _others)
        {
            if (head.StartsWith(begins))
            {
                return (null, name);
            }
        }

        if (head.Contains((byte)0))
        {
            return (null, "no text");
        }

        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text switch
        {
            [(byte)'<', ..] => (null, "a web page"), // what a portal sends when the session there is over
            [(byte)'I', (byte)'S', (byte)'A', var separator, ..] when !char.IsAsciiLetterOrDigit((char)separator) && separator is not ((byte)',' or (byte)'_') =>
                (FileContent.X12, "a payer's X12 file"),
            _ => (FileContent.Text, "a plain text"),
        };
    }

    private static string Advice(ReadOnlySpan<FileContent> taken) => taken[0] switch
    {
        FileContent.Text when taken.Contains(FileContent.Workbook) => "Send a CSV or XLSX file.",
        FileContent.Text => "Save it as \"CSV UTF-8\" and send that.",
        FileContent.X12 => "Send the file as the payer gave it: it begins with ISA.",
        FileContent.Workbook => "Send an XLSX file.",
        _ => "Send the PDF.",
    };
}

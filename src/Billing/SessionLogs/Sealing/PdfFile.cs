using System.Globalization;
using System.Text;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Where the objects of a PDF stand, read from its cross-reference tables.</summary>
/// <remarks>Source: ISO 32000-2, 7.5. Tables only, which is what Chromium writes; a file with cross-reference streams, or encrypted, is refused.</remarks>
internal sealed class PdfFile
{
    private const int MostUpdates = 64;
    private const int MostObjects = 1 << 20;

    private readonly Dictionary<int, int> _offsets = [];
    private int _entries;

    /// <exception cref="ForeignPdfException"/>
    /// <exception cref="PdfFormatException"/>
    public PdfFile(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        var end = new PdfScanner(bytes, LastOf("startxref"u8) + "startxref".Length);
        StartOfTable = end.Number();
        end.Expect("%%EOF");
        if (!end.AtEnd)
        {
            throw end.Fault("the file goes on behind its end");
        }

        Trailer = ReadTable(StartOfTable);
        var older = Trailer;
        for (var updates = 0; older["/Prev"] is not null; updates++)
        {
            older = updates < MostUpdates ? ReadTable(older.Number("/Prev")) : throw new PdfFormatException("The file was updated too often.");
        }
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The offset of the newest table.</summary>
    public int StartOfTable { get; }

    public PdfDictionary Trailer { get; }

    /// <summary>One more than the highest object number.</summary>
    public int Size => Trailer.Number("/Size");

    /// <exception cref="PdfFormatException">There is no such object, or it is not a dictionary.</exception>
    public PdfDictionary Dictionary(int number)
    {
        if (!_offsets.TryGetValue(number, out var offset))
        {
            throw new PdfFormatException($"Object {number} is not in the file.");
        }

        var scanner = new PdfScanner(Bytes, offset);
        scanner.Expect(string.Create(CultureInfo.InvariantCulture, $"{number} "));
        scanner.Number();
        scanner.Expect("obj");
        return PdfDictionary.Read(scanner);
    }

    /// <summary>The object number of the last page.</summary>
    public int LastPage()
    {
        var node = Dictionary(Trailer.Reference("/Root")).Reference("/Pages");
        for (var depth = 0; depth < MostUpdates; depth++)
        {
            var kids = Dictionary(node)["/Kids"];
            if (kids is null)
            {
                return node;
            }

            var words = kids.Trim('[', ']').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 3 || !int.TryParse(words[^3], CultureInfo.InvariantCulture, out node))
            {
                break;
            }
        }

        throw new PdfFormatException("The file has no last page.");
    }

    private PdfDictionary ReadTable(int offset)
    {
        var scanner = new PdfScanner(Bytes, offset);
        if (!scanner.TryTake("xref"))
        {
            throw IsStream(scanner) ? new ForeignPdfException() : scanner.Fault("a cross-reference table is expected");
        }

        while (!scanner.TryTake("trailer"))
        {
            var (number, last) = (scanner.Number(), scanner.Number() - 1L);
            for (last += number; number <= last; number++)
            {
                var at = scanner.Number();
                scanner.Number();
                if (scanner.Value() == "n")
                {
                    _offsets.TryAdd(number, at); // newer tables are read first
                }

                if (++_entries > MostObjects)
                {
                    throw scanner.Fault("the file has too many objects");
                }
            }
        }

        var trailer = PdfDictionary.Read(scanner);
        return trailer["/XRefStm"] is null && trailer["/Encrypt"] is null ? trailer : throw new ForeignPdfException();
    }

    private static bool IsStream(PdfScanner scanner)
    {
        scanner.Number();
        scanner.Number();
        scanner.Expect("obj");
        return PdfDictionary.Read(scanner)["/Type"] == "/XRef";
    }

    private int LastOf(ReadOnlySpan<byte> text) =>
        Bytes.Span.LastIndexOf(text) is >= 0 and var at ? at : throw new PdfFormatException($"The file has no {Encoding.ASCII.GetString(text)}.");
}

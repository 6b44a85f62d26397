using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Objects written behind a PDF, which stays as it is to the last byte.</summary>
/// <remarks>Source: ISO 32000-2, 7.5.6.</remarks>
internal sealed class PdfUpdate(PdfFile file)
{
    private readonly SortedDictionary<int, string> _objects = [];
    private int _size = file.Size;

    /// <returns>The new object's number.</returns>
    public int Add(string body)
    {
        _objects.Add(_size, body);
        return _size++;
    }

    public void Replace(int number, object body) => _objects[number] = body.ToString()!;

    /// <summary>The old file and the update.</summary>
    /// <param name="info">The object that says what the document is.</param>
    public byte[] Write(int info)
    {
        var update = new StringBuilder("\n");
        var table = new StringBuilder("xref\n");
        foreach (var (number, body) in _objects)
        {
            table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{file.Bytes.Length + update.Length:0000000000} 00000 n \n");
            update.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }

        var start = file.Bytes.Length + update.Length;
        update.Append(table).Append("trailer\n").Append(Trailer(info)).Append(CultureInfo.InvariantCulture, $"\nstartxref\n{start}\n%%EOF\n");
        return [.. file.Bytes.Span, .. Encoding.Latin1.GetBytes(update.ToString())];
    }

    /// <summary>A file that is signed ought to have an id (ISO 32000-2, 14.4); ours is the hash of what was there before.</summary>
    private PdfDictionary Trailer(int info)
    {
        var id = Convert.ToHexString(SHA256.HashData(file.Bytes.Span)[..16]);
        return new()
        {
            ["/Size"] = _size.ToString(CultureInfo.InvariantCulture),
            ["/Root"] = file.Trailer["/Root"]!,
            ["/Info"] = string.Create(CultureInfo.InvariantCulture, $"{info} 0 R"),
            ["/Prev"] = file.StartOfTable.ToString(CultureInfo.InvariantCulture),
            ["/ID"] = $"[<{id}> <{id}>]",
        };
    }
}

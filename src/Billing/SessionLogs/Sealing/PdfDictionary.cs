using System.Globalization;
using System.Text;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>A PDF dictionary whose values are kept as they were written: enough to add an entry and leave all else as it is.</summary>
/// <remarks>Source: ISO 32000-2, 7.3. Text stands for bytes one to one (Latin-1).</remarks>
internal sealed class PdfDictionary
{
    private const int MostEntries = 1024;

    private readonly List<KeyValuePair<string, string>> _entries = [];

    /// <summary>The value as written, or null.</summary>
    public string? this[string key]
    {
        get => _entries.Find(entry => entry.Key == key).Value;
        set
        {
            var entry = KeyValuePair.Create(key, value!);
            if (_entries.FindIndex(each => each.Key == key) is >= 0 and var index)
            {
                _entries[index] = entry;
            }
            else
            {
                _entries.Add(entry);
            }
        }
    }

    /// <summary>Reads the dictionary that begins at a position, and moves the position behind it.</summary>
    /// <exception cref="PdfFormatException">There is none, or one with too many entries.</exception>
    public static PdfDictionary Read(PdfScanner scanner)
    {
        var dictionary = new PdfDictionary();
        scanner.Expect("<<");
        while (!scanner.TryTake(">>"))
        {
            var key = scanner.Value();
            if (key[0] != '/' || dictionary[key] is not null)
            {
                throw scanner.Fault("a dictionary's keys are names, each once");
            }

            dictionary[key] = dictionary._entries.Count < MostEntries ? scanner.Value() : throw scanner.Fault("a dictionary has too many entries");
        }

        return dictionary;
    }

    /// <summary>The number of the object that an entry refers to.</summary>
    /// <exception cref="PdfFormatException">The entry is not a reference to an object of the first generation, the only one that is written here.</exception>
    public int Reference(string key) =>
        this[key]?.Split(' ') is [var number, "0", "R"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var reference)
            ? reference
            : throw new PdfFormatException($"{key} is not a reference.");

    /// <exception cref="PdfFormatException">The entry is not a number.</exception>
    public int Number(string key) =>
        int.TryParse(this[key], CultureInfo.InvariantCulture, out var number) ? number : throw new PdfFormatException($"{key} is not a number.");

    public override string ToString()
    {
        var text = new StringBuilder("<<");
        foreach (var (key, value) in _entries)
        {
            text.Append(key).Append(' ').Append(value).Append('\n');
        }

        return text.Append(">>").ToString();
    }
}

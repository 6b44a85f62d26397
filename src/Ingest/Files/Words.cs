using System.Text;

namespace MedicaidLogs.Ingest.Files;

/// <summary>The few words that a column may hold and what each means, read in any case.</summary>
public sealed class Words<T>(params (string Word, T Meaning)[] words)
{
    private readonly (byte[] Word, T Meaning)[] _words =
        [.. words.Select(word => (Encoding.ASCII.GetBytes(word.Word), word.Meaning))];

    public IReadOnlyList<string> All { get; } = [.. words.Select(word => word.Word)];

    public bool TryRead(ReadOnlySpan<byte> text, out T? meaning)
    {
        foreach (var (word, itsMeaning) in _words)
        {
            if (Ascii.EqualsIgnoreCase(text, word))
            {
                meaning = itsMeaning;
                return true;
            }
        }

        meaning = default;
        return false;
    }

    public override string ToString() => string.Join(", ", All);
}

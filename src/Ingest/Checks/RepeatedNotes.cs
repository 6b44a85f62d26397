using System.Runtime.InteropServices;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>On how many sessions of a provider the same note stands, for notes that stand on more than one.</summary>
/// <remarks>One pass over the entries in provider order; notes too short to compare (<c>log.clonedNoteCharacters</c>) are left out.</remarks>
internal sealed class RepeatedNotes
{
    private readonly Dictionary<(string Provider, string Note), int> _sessions = [];

    /// <param name="byProvider">A provider's entries together, in time, so that the rows of one group session follow each other.</param>
    public RepeatedNotes(ReadOnlySpan<Entry> byProvider)
    {
        var ofProvider = new Dictionary<string, Count>(StringComparer.Ordinal);
        for (var i = 0; i < byProvider.Length; i++)
        {
            var entry = byProvider[i];
            if (i > 0 && entry.Log.ProviderNumber != byProvider[i - 1].Log.ProviderNumber)
            {
                Keep(byProvider[i - 1].Log.ProviderNumber, ofProvider);
            }

            if (entry.Held && entry.Log.Note.Length >= entry.Rules.ClonedNoteCharacters)
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(ofProvider, entry.Log.Note, out _);
                count = count.With(entry);
            }
        }

        if (byProvider.Length > 0)
        {
            Keep(byProvider[^1].Log.ProviderNumber, ofProvider);
        }
    }

    /// <summary>Sessions of the entry's provider with its note, its own among them; 0 where the note stands on no other.</summary>
    public int SessionsWithTheNoteOf(Entry entry) =>
        _sessions.Count == 0 ? 0 : _sessions.GetValueOrDefault((entry.Log.ProviderNumber, entry.Log.Note));

    private void Keep(string provider, Dictionary<string, Count> ofProvider)
    {
        foreach (var (note, count) in ofProvider)
        {
            if (count.Sessions > 1)
            {
                _sessions.Add((provider, note), count.Sessions);
            }
        }

        ofProvider.Clear();
    }

    private readonly record struct Count(int Sessions, DateOnly LastDate, TimeOnly? LastStart)
    {
        public Count With(Entry entry) =>
            Sessions > 0 && LastDate == entry.Date && LastStart == entry.Log.Start
                ? this
                : new(Sessions + 1, entry.Date, entry.Log.Start);
    }
}

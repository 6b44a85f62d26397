using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_CLONED: the provider has put the same note on many sessions.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the record shows what was done in this session.
/// Parameters in the rule pack (<c>log.clonedNotes</c>, sessions, and <c>log.clonedNoteCharacters</c>, below which a note is too
/// short to compare). The rows of one group session count once.
/// </remarks>
public static class ClonedNote
{
    public const string Code = "LOG_CLONED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        var sessions = context.SessionsWithTheNoteOf(entry);
        if (sessions >= entry.Rules.ClonedNotes)
        {
            findings.Warn(Code, entry, LogField.Note, RecordUsed.None, sessions);
        }
    }
}

using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Logging;

/// <summary>What came of an attempt to post a form, or of asking what the checks would say of it.</summary>
public abstract record LoggingOutcome
{
    private LoggingOutcome()
    {
    }

    /// <summary>Its sessions are entries, or would be.</summary>
    /// <param name="Sessions">In the order of the form's students.</param>
    /// <param name="SiblingsChanged">Other entries whose verdict changed with it.</param>
    public sealed record Logged(IReadOnlyList<LoggedSession> Sessions, IReadOnlyList<long> SiblingsChanged) : LoggingOutcome;

    /// <summary>The same form was posted before; nothing was written now.</summary>
    public sealed record LoggedBefore : LoggingOutcome;

    /// <summary>The draft was saved otherwise since the sender saw it; nothing was written now.</summary>
    public sealed record Changed : LoggingOutcome;

    /// <summary>It cannot be posted yet; what was typed is kept as a draft.</summary>
    /// <param name="Problems">Per field, what to enter.</param>
    public sealed record Incomplete(IReadOnlyDictionary<FormField, string> Problems) : LoggingOutcome;

    /// <summary>The provider has no such form.</summary>
    public sealed record NotFound : LoggingOutcome;
}

/// <summary>What the checks say of one student's session.</summary>
/// <param name="Findings">The heaviest first.</param>
public sealed record LoggedSession(long EntryId, bool Delivered, bool Billable, IReadOnlyList<Finding> Findings);

using MedicaidLogs.Ingest.Office;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>What came of screening a month.</summary>
public abstract record ScreeningOutcome
{
    /// <summary>Everybody was looked up.</summary>
    /// <param name="Number">Of the month's screenings.</param>
    /// <param name="ListRecords">Records of the list.</param>
    public sealed record Screened(int Number, int ListRecords, ScreeningCounts Counts) : ScreeningOutcome;

    /// <summary>The same file came to the same result before; nothing was written.</summary>
    public sealed record AsBefore(int Number, ScreeningCounts Counts) : ScreeningOutcome;

    /// <summary>The list cannot be read; nobody was screened, nothing is kept.</summary>
    /// <param name="Reason">For the person who sent it.</param>
    public sealed record Refused(string Reason) : ScreeningOutcome;
}

/// <summary>How many providers a month's screening has cleared, and how many not.</summary>
/// <param name="Possible">With a match by name that waits for a decision.</param>
public sealed record ScreeningCounts(int Clear, int Possible, int Excluded);

/// <summary>A record of the list that a month's screening matched to a provider.</summary>
/// <param name="Standing"><c>excluded</c>, <c>possible</c>, or <c>clear</c> where a person decided so.</param>
/// <param name="LineNumber">In the list's file.</param>
public sealed record ListedMatch(
    string ProviderNumber, string Standing, string MatchedBy, string ListedName, DateOnly? ListedBirthDate, string ExclusionType, DateOnly ExcludedFrom,
    DateOnly? ExcludedTo, int LineNumber);

/// <summary>What came of a decision about a provider's matches.</summary>
public abstract record DecisionOutcome
{
    /// <param name="Records">Records of the list that it is about.</param>
    /// <param name="Entries">The provider's, checked again.</param>
    public sealed record Decided(int Records, CheckedAgain Entries) : DecisionOutcome;

    /// <summary>There is nothing to decide.</summary>
    /// <param name="Reason">For the person who asked.</param>
    public sealed record Refused(string Reason) : DecisionOutcome;
}

namespace MedicaidLogs.Ingest.Grid;

/// <summary>One of the things that a frequency text says.</summary>
internal abstract record Phrase
{
    /// <summary>So many minutes; <c>OfSession</c> where they are said to be those of one session: "30 min sessions", "30 min each".</summary>
    internal sealed record Minutes(long Amount, bool OfSession) : Phrase;

    /// <summary>So many times; <c>InDays</c> where days are counted: "5 days per week".</summary>
    internal sealed record Count(long Times, bool InDays) : Phrase;

    /// <summary>So many times so many minutes: "2 x 30 min", "2 sessions of 30 min".</summary>
    internal sealed record Each(long Times, long Amount) : Phrase;

    /// <summary>In each such period.</summary>
    internal sealed record Every(Period Period) : Phrase;
}

namespace MedicaidLogs.Ingest.Office;

/// <summary>What came of writing a record down.</summary>
public abstract record OfficeOutcome
{
    private OfficeOutcome()
    {
    }

    /// <summary>It is on file, and every entry that rests on it was checked again.</summary>
    public sealed record Written(CheckedAgain Entries) : OfficeOutcome;

    /// <summary>The same form came before, or the record was on file just so; nothing was done.</summary>
    public sealed record KnownAlready : OfficeOutcome;

    /// <summary>It cannot be taken; nothing was written.</summary>
    /// <param name="Reason">For the person who typed it.</param>
    public sealed record Invalid(string Reason) : OfficeOutcome;

    /// <summary>The district has no such student or provider, or the record that would change is another's.</summary>
    public sealed record NotFound : OfficeOutcome;
}

/// <summary>What a change of one person's records did to the sessions that rest on them.</summary>
/// <param name="Freed">Entries that are billable now and were not.</param>
/// <param name="Stopped">Entries that were billable and are not any more.</param>
/// <param name="MonthsLeft">Months that are checked in the background: long past, or with sessions that the provider may have co-signed.</param>
public sealed record CheckedAgain(CheckedAgain.Amount Freed, CheckedAgain.Amount Stopped, int MonthsLeft)
{
    /// <summary>So many entries, worth so many cents.</summary>
    public readonly record struct Amount(int Entries, long Cents);
}

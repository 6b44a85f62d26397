namespace MedicaidLogs.Ingest.WhatIf;

/// <summary>What the checks say of one entry.</summary>
/// <param name="Standing"><c>billable</c>, <c>not-billable</c> or <c>rejected</c>.</param>
/// <param name="Procedure">The code that it would be billed by, with its modifiers; null where none fits.</param>
/// <param name="BillableCents">What it brings: 0 where it is not billable.</param>
/// <param name="Codes">The codes of all its findings with their weight, <c>LOG_LATE:warn</c>, by the alphabet and separated by blanks.</param>
public readonly record struct Judged(string Standing, bool Delivered, string? Procedure, long BillableCents, string Codes);

/// <summary>An entry of which the checks say something else.</summary>
public sealed record VerdictChange(long EntryId, DateOnly Date, string Service, string ProviderNumber, Judged Before, Judged After)
{
    /// <summary>Codes that were not found before.</summary>
    public IEnumerable<string> Gained => CodesOf(After).Except(CodesOf(Before));

    /// <summary>Codes that are found no more.</summary>
    public IEnumerable<string> Lost => CodesOf(Before).Except(CodesOf(After));

    public long DifferenceCents => After.BillableCents - Before.BillableCents;

    private static string[] CodesOf(Judged judged) => judged.Codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>How often a code, with its weight, came or went, and what the entries concerned bring more or less, in cents. An entry with several codes counts with each.</summary>
public sealed record CodeChange(string Code, int Gained, int Lost, long DifferenceCents);

/// <summary>A month judged twice.</summary>
/// <param name="Entries">Entries of the month.</param>
/// <param name="Changes">Those of which something else is said, by entry.</param>
public sealed record MonthDifference(
    int Entries, int BillableBefore, int BillableAfter, long BillableCentsBefore, long BillableCentsAfter, IReadOnlyList<VerdictChange> Changes)
{
    public IReadOnlyList<CodeChange> ByCode =>
    [
        .. Changes
            .SelectMany(change => change.Gained.Select(code => (code, Gained: true, change)).Concat(change.Lost.Select(code => (code, Gained: false, change))))
            .GroupBy(each => each.code)
            .Select(group => new CodeChange(
                group.Key, group.Count(each => each.Gained), group.Count(each => !each.Gained), group.Sum(each => each.change.DifferenceCents)))
            .OrderBy(each => each.DifferenceCents).ThenBy(each => each.Code, StringComparer.Ordinal),
    ];
}

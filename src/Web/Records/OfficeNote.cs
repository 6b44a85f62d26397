using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Office;

namespace MedicaidLogs.Web.Records;

/// <summary>What a page says after a record was written down.</summary>
public static class OfficeNote
{
    public const string KnownAlready = "That was on file already. Nothing was changed.";

    /// <param name="done">What happened, before what it came to.</param>
    public static string Of(CheckedAgain entries, string done = "Written down")
    {
        var said = entries switch
        {
            { Freed.Entries: 0, Stopped.Entries: 0 } => $"{done} and checked. No entry can be billed that could not before.",
            { Stopped.Entries: 0 } => $"{done}. {AmountOf(entries.Freed)} can be billed now.",
            { Freed.Entries: 0 } => $"{done}. {AmountOf(entries.Stopped)} cannot be billed any more.",
            _ => $"{done}. {AmountOf(entries.Freed)} can be billed now; {AmountOf(entries.Stopped)} cannot any more.",
        };
        return entries.MonthsLeft == 0
            ? said
            : $"{said} {Show.Count(entries.MonthsLeft, "month is", "months are")} still to be checked again, which happens by itself.";
    }

    private static string AmountOf(CheckedAgain.Amount amount) => $"{Show.Count(amount.Entries, "entry", "entries")}, {Show.Dollars(amount.Cents)},";
}

using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Office;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace MedicaidLogs.Web.Records;

/// <summary>What a form of an office's record has in common with the others: its number, why, and what is wrong with it.</summary>
public abstract class OfficeForm
{
    public const int MostWhyCharacters = 200;

    private const int LeastWhyCharacters = 3;

    /// <summary>Made with the empty form: sent twice, it is written down once.</summary>
    public Guid FormId { get; set; } = Guid.NewGuid();

    /// <summary>How the office knows.</summary>
    public string? Why { get; set; }

    /// <summary>Field → what to enter.</summary>
    [BindNever]
    public Dictionary<string, string> Problems { get; } = [];

    protected void DemandWhy()
    {
        if ((Why?.Trim().Length ?? 0) is < LeastWhyCharacters or > MostWhyCharacters)
        {
            Problems[nameof(Why)] = "Say in a few words how you know.";
        }
    }

    /// <summary>A day as the browser sends it; what is none becomes a problem.</summary>
    protected DateOnly? Day(string field, string? text, bool required, DateOnly last)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (required)
            {
                Problems[field] = "Enter the day.";
            }

            return null;
        }

        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Problems[field] = "Enter a day such as 2026-10-06.";
            return null;
        }

        if (day.Year < 1990 || day > last)
        {
            Problems[field] = $"Enter a day from 1990 to {Show.Date(last)}.";
        }

        return day;
    }
}

/// <summary>What a page says after a record was written down.</summary>
public static class OfficeNote
{
    public const string KnownAlready = "That was on file already. Nothing was changed.";

    public static string Of(OfficeOutcome.Written written)
    {
        var said = written switch
        {
            { Freed.Entries: 0, Stopped.Entries: 0 } => "Written down and checked. No entry can be billed that could not before.",
            { Stopped.Entries: 0 } => $"Written down. {Amount(written.Freed)} can be billed now.",
            { Freed.Entries: 0 } => $"Written down. {Amount(written.Stopped)} cannot be billed any more.",
            _ => $"Written down. {Amount(written.Freed)} can be billed now; {Amount(written.Stopped)} cannot any more.",
        };
        return written.MonthsLeft == 0 ? said : $"{said} {Show.Count(written.MonthsLeft, "month is", "months are")} still to be checked again, which happens by itself.";
    }

    private static string Amount(OfficeOutcome.Change change) => $"{Show.Count(change.Entries, "entry", "entries")}, {Show.Dollars(change.Cents)},";
}

using System.Globalization;
using MedicaidLogs.Core.Display;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace MedicaidLogs.Web.Records;

/// <summary>What a form of an office's record has in common with the others: its number, why, and what is wrong with it.</summary>
/// <param name="name">Of its handler; begins the ids of its fields.</param>
/// <param name="title">What happened: <c>A consent came in</c>.</param>
/// <param name="hint">Beside "How you know".</param>
public abstract class OfficeForm(string name, string title, string hint)
{
    public const int MostWhyCharacters = 200;

    private const int LeastWhyCharacters = 3;

    public string Name => name;

    public string Title => title;

    public string Hint => hint;

    /// <summary>Made with the empty form: sent twice, it is written down once.</summary>
    public Guid FormId { get; set; } = Guid.NewGuid();

    /// <summary>How the office knows.</summary>
    public string? Why { get; set; }

    /// <summary>Field → what to enter; the empty name: of the whole form.</summary>
    [BindNever]
    public Dictionary<string, string> Problems { get; } = [];

    /// <summary>A field's id on the page, which has other forms with fields of the same names.</summary>
    public string IdOf(string field) => $"{name}-{field}";

    protected void DemandWhy()
    {
        if ((Why?.Trim().Length ?? 0) is < LeastWhyCharacters or > MostWhyCharacters)
        {
            Problems[nameof(Why)] = "Say in a few words how you know.";
        }
    }

    /// <summary>A text without blanks around it; a longer one becomes a problem.</summary>
    protected string Trimmed(string field, string label, string? text, int mostCharacters)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length > mostCharacters)
        {
            Problems[field] = $"{label}: at most {mostCharacters} characters.";
        }

        return trimmed;
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

    /// <summary>Says of two days that the first comes after the second.</summary>
    protected void DemandOrder(string lastField, DateOnly? first, DateOnly? last)
    {
        if (last < first)
        {
            Problems[lastField] = "The last day is before the first.";
        }
    }

    /// <summary>A day as an input of days has it.</summary>
    internal static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A field of an <see cref="OfficeForm"/>, as the page shows it.</summary>
/// <param name="Name">Of the form's property.</param>
/// <param name="Value">As typed.</param>
/// <param name="Choices">Null: nothing is chosen from.</param>
public sealed record OfficeField(
    string Name, string Label, string? Value, string Type = "text", bool Required = false, int MostCharacters = 60,
    IReadOnlyList<(string Value, string Title)>? Choices = null);

/// <summary>A form and what it shows, where it is sent.</summary>
public sealed record OfficeFormView(OfficeForm Form, string Address, IReadOnlyList<OfficeField> Fields);

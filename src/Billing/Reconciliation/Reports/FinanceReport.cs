using System.Diagnostics.CodeAnalysis;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>A report of the catalogue. docs/reports.md tells of each, and a test compares the two.</summary>
/// <param name="Name">In commands, links and file names.</param>
/// <param name="Question">What it answers.</param>
/// <param name="By">What its rows may be grouped by; the first is usual. Empty: it has rows of its own.</param>
public sealed record FinanceReport(string Name, string Title, string Question, IReadOnlyList<string> By, Func<ReportScope, Report> Of)
{
    /// <summary>Its months are those of payment, not of service.</summary>
    public bool OfPayments { get; init; }

    /// <summary>The kinds of which it can be narrowed to one value.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>What a file of it is called, without its extension: <c>funnel-by-school-2026-07-to-2026-10</c>.</summary>
    public string FileName(ReportRequest request)
    {
        var by = request.By.Length > 0 ? $"-by-{request.By}" : "";
        var months = request.From == request.To ? MonthName.Of(request.From) : $"{MonthName.Of(request.From)}-to-{MonthName.Of(request.To)}";
        var only = request.Only is { } one ? $"-{one.Kind}-{one.InFileName}" : "";
        return $"{Name}{by}{only}-{months}";
    }
}

/// <summary>One value to which a report is narrowed.</summary>
/// <param name="Kind">One of <see cref="FinanceReport.Only"/>.</param>
/// <param name="Value">As the report's rows name it: a school's name, a provider's number, a service, a procedure code, a payer.</param>
public sealed record ReportOnly(string Kind, string Value)
{
    /// <summary>Longer is no name of anything.</summary>
    public const int MostCharacters = 100;

    /// <summary>Letters, digits and hyphens.</summary>
    public string InFileName => string.Concat(Value.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));

    /// <summary>Reads <c>school=Main Street School</c>; false where the report cannot be narrowed so.</summary>
    public static bool TryParse(string text, FinanceReport report, [NotNullWhen(true)] out ReportOnly? only)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        only = parts is [var kind, { Length: > 0 and <= MostCharacters } value] && report.Only.Contains(kind) ? new(kind, value) : null;
        return only is not null;
    }

    public override string ToString() => $"{Kind}={Value}";
}

/// <summary>What is asked of a report.</summary>
/// <param name="From">The first day of the first month: of service, or of payment where the report is of payments.</param>
/// <param name="To">The first day of the last month.</param>
/// <param name="By">One of <see cref="FinanceReport.By"/>, or empty where there is none.</param>
/// <param name="AsOf">Today in the district: what is open, how old it is and how long it can still be filed are of this day.</param>
public sealed record ReportRequest(District District, DateOnly From, DateOnly To, string By, DateOnly AsOf)
{
    /// <summary>Null: all of the district.</summary>
    public ReportOnly? Only { get; init; }

    /// <summary>Ten years: more than any record is kept.</summary>
    public const int MaxMonths = 120;

    /// <summary>The first day of each.</summary>
    public DateOnly[] Months { get; } = MonthsOf(From, To);

    /// <summary>Whether a report can be asked for these months: in order, of this century, and not too many.</summary>
    public static bool IsRange(DateOnly from, DateOnly to) =>
        from is { Day: 1, Year: >= 2000 } && to is { Day: 1, Year: < 2100 } && CountOf(from, to) is >= 1 and <= MaxMonths;

    private static int CountOf(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;

    private static DateOnly[] MonthsOf(DateOnly from, DateOnly to) => IsRange(from, to)
        ? [.. Enumerable.Range(0, CountOf(from, to)).Select(from.AddMonths)]
        : throw new ArgumentOutOfRangeException(nameof(to), "No range of months.");
}

using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Options that every command takes, and how values such as dates and months are read.</summary>
public static class CommonOptions
{
    public static readonly Option<string> District = new("--district")
    {
        Description = "The district's code, such as maple-grove. May be left out where the database holds one district.",
        Recursive = true,
    };

    public static readonly Option<string> AsOf = new("--as-of")
    {
        Description = "Act as if today were this day (2026-11-09): the same input then gives the same output.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as one JSON object, for scripts.",
        Recursive = true,
    };

    public static readonly Option<string> Local = new("--local")
    {
        Description = "Where the private PostgreSQL lives when MEDLOGS_DB names no server.",
        DefaultValueFactory = _ => Path.Combine(".local", "postgres"),
        Recursive = true,
    };

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(District);
        root.Options.Add(AsOf);
        root.Options.Add(Json);
        root.Options.Add(Local);
    }

    /// <summary>A required month option, such as <c>--month 2026-10</c>.</summary>
    public static Option<string> Month() => new("--month") { Description = "The month of service, such as 2026-10.", Required = true };

    /// <summary>How a report is written; CSV where nothing is said.</summary>
    public static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "csv, xlsx or html.", DefaultValueFactory = _ => ReportFormat.Csv.Name() };
        format.AcceptOnlyFromAmong([.. ReportFormats.Names]);
        return format;
    }

    public static ReportFormat FormatOf(ParseResult parsed, Option<string> format)
    {
        _ = ReportFormats.TryParse(parsed.GetValue(format), out var read); // none where a command has no such option: CSV
        return read;
    }

    /// <exception cref="CommandException">It is not a month.</exception>
    public static DateOnly MonthOf(string text) =>
        MonthName.TryParse(text, out var month)
            ? month
            : throw new CommandException(ExitCode.Usage, $"'{text}' is not a month. Write it as 2026-10.");

    /// <exception cref="CommandException">It is not a day.</exception>
    public static DateOnly? AsOfDay(ParseResult parsed) => DayOf(parsed.GetValue(AsOf));

    /// <summary>Null for an option that was not given.</summary>
    /// <exception cref="CommandException">It is not a day.</exception>
    public static DateOnly? DayOf(string? text) => text switch
    {
        null => null,
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw new CommandException(ExitCode.Usage, $"'{text}' is not a day. Write it as 2026-11-09."),
    };
}

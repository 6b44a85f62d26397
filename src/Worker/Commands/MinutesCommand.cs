using System.CommandLine;
using System.Data;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs minutes compliance|owed|notices|student|days</c>: what plans promised, what was given, what is owed. See docs/minutes.md.</summary>
public static class MinutesCommand
{
    private static readonly Option<string> From = new("--from") { Description = "The first day, such as 2026-08-31; left out: July 1 of the school year.", Recursive = true };

    private static readonly Option<string> To = new("--to") { Description = "The last day; left out: today.", Recursive = true };

    private static readonly Option<string> Format = CommonOptions.Format();

    private static readonly Option<string> Out = Recursive(OutputFolder.Option());

    public static Command Create()
    {
        var command = new Command("minutes", "What plans promised, what was given, and what is owed, in minutes.") { Compliance(), Owed(), Notices(), Student(), Days() };
        command.Options.Add(From);
        command.Options.Add(To);
        command.Options.Add(Out);
        return command;
    }

    private static Command Compliance()
    {
        var by = new Option<string>("--by") { Description = "student, provider or school.", DefaultValueFactory = _ => "student" };
        by.AcceptOnlyFromAmong("student", "provider", "school");
        var per = new Option<string>("--per") { Description = "A line for each week, month or plan-year; by student alone.", DefaultValueFactory = _ => "range" };
        per.AcceptOnlyFromAmong("range", "week", "month", "plan-year");
        var command = new Command("compliance", "Minutes given against minutes promised.") { by, per, Format };
        command.SetAction(Run("minutes compliance", null, async (minutes, cancellationToken) =>
        {
            var (group, period) = (minutes.Parsed.GetRequiredValue(by), minutes.Parsed.GetRequiredValue(per));
            switch (group)
            {
                case "student":
                    await minutes.ComplianceByStudentAsync(PeriodOf(period), period, cancellationToken);
                    break;
                case var _ when period != "range":
                    throw new CommandException(ExitCode.Usage, "--per goes with --by student alone.");
                default:
                    await minutes.ComplianceByGroupAsync(group, cancellationToken);
                    break;
            }
        }));
        return command;
    }

    private static Command Owed()
    {
        var command = new Command("owed", "Missed sessions that are owed, with their age, and make-ups that could not be credited.") { Format };
        command.SetAction(Run("minutes owed", null, (minutes, cancellationToken) => minutes.OwedAsync(cancellationToken)));
        return command;
    }

    private static Command Notices()
    {
        var command = new Command("notices", "Students whose parents must be told in writing that minutes are owed.") { Format };
        command.SetAction(Run("minutes notices", null, (minutes, cancellationToken) => minutes.NoticesAsync(cancellationToken)));
        return command;
    }

    private static Command Student()
    {
        var number = new Argument<string>("number") { Description = "The student's number." };
        var command = new Command("student", "One student's minutes on a page for the IEP meeting.") { number };
        command.SetAction(Run("minutes student", number, (minutes, cancellationToken) => minutes.StudentAsync(minutes.Parsed.GetRequiredValue(number), cancellationToken)));
        return command;
    }

    private static Command Days()
    {
        var command = new Command("days", "Days of instruction per school, beside the year that the rule pack reckons by.") { Format };
        command.SetAction(Run("minutes days", null, (minutes, cancellationToken) => minutes.DaysAsync(cancellationToken)));
        return command;
    }

    private static ReportPeriod PeriodOf(string word) => word switch
    {
        "week" => ReportPeriod.Week,
        "month" => ReportPeriod.Month,
        "plan-year" => ReportPeriod.PlanYear,
        _ => ReportPeriod.Whole,
    };

    private static Option<string> Recursive(Option<string> option)
    {
        option.Recursive = true;
        return option;
    }

    /// <summary>Opens the ledger for the days asked for, runs, and says which months must be checked again.</summary>
    /// <param name="student">The argument that names the one student; null: all.</param>
    private static Func<ParseResult, CancellationToken, Task<int>> Run(
        string verb, Argument<string>? student, Func<MinutesReports, CancellationToken, Task> report) =>
        Session.Run(verb, async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var range = RangeOf(parsed, district.Today(session.Clock));
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var book = await LedgerBook.OpenAsync(transaction, district, range, student is null ? null : [parsed.GetRequiredValue(student)], cancellationToken);
            var folder = OutputFolder.Of(parsed, Out, district, "minutes");
            await report(new(session.Terminal, parsed, book, folder, CommonOptions.FormatOf(parsed, Format)), cancellationToken);
            foreach (var month in book.StaleMonths)
            {
                session.Terminal.Note($"{MonthName.Of(month)} must be checked again, its minutes may change: medlogs check --month {MonthName.Of(month)}");
            }

            return ExitCode.Done;
        });

    private static LedgerRange RangeOf(ParseResult parsed, DateOnly today)
    {
        var to = CommonOptions.DayOf(parsed.GetValue(To)) ?? today;
        var from = CommonOptions.DayOf(parsed.GetValue(From)) ?? LedgerRange.YearOf(to);
        return LedgerRange.TryCreate(from, to, today, out var range)
            ? range
            : throw new CommandException(
                ExitCode.Usage, $"From {from:yyyy-MM-dd} to {to:yyyy-MM-dd}: the first day must come first, not lie after today, and {LedgerRange.MaxDays} days are the most.");
    }
}

using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Causes;
using Npgsql;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs causes</c>: what rejections come from, the most pressing first, each one task.</summary>
public static class CausesCommand
{
    public static Command Create()
    {
        var month = new Option<string>("--month") { Description = "Only this month of service, such as 2026-10." };
        var page = new Option<int>("--page") { Description = $"Which {RootCauses.PageSize} of them.", DefaultValueFactory = _ => 1 };
        page.Validators.Add(result =>
        {
            if (result.GetValue(page) < 1)
            {
                result.AddError("--page is 1 or more.");
            }
        });
        var command = new Command("causes", "List what rejections come from: one line for each thing to mend, dearest and most urgent first.") { month, page };
        command.SetAction(Session.Run("causes", async (session, parsed, cancellationToken) =>
        {
            var of = parsed.GetValue(month) is { } text ? CommonOptions.MonthOf(text) : (DateOnly?)null;
            var district = await session.DistrictAsync(cancellationToken);
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var (causes, ofAll) = await PageAsync(
                connection, district, new(of, district.Today(session.Clock)), parsed.GetValue(page), cancellationToken);
            session.Terminal.Table(
                "Causes", ["what is wrong", "code", "where", "who", "entries", "held back", "freed by this alone", "days to file"], causes.Select(Row));
            session.Terminal.Line(ofAll > causes.Count ? $"{causes.Count} of {Text.Count(ofAll, "cause", "causes")}." : $"{Text.Count(ofAll, "cause", "causes")}.");
            session.Terminal.Result("causes", causes);
            session.Terminal.Result("ofAll", ofAll);
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Goes on from page to page: each knows only the one after it.</summary>
    private static async Task<(IReadOnlyList<RootCause> Causes, int OfAll)> PageAsync(
        NpgsqlConnection connection, District district, CauseQuery query, int page, CancellationToken cancellationToken)
    {
        var found = await RootCauses.PageAsync(connection, district, query, cancellationToken);
        for (var number = 1; number < page && found.Count > 0; number++)
        {
            found = await RootCauses.PageAsync(connection, district, query with { After = found[^1].Place }, cancellationToken);
        }

        return (found, (await RootCauses.CountsAsync(connection, district, query, cancellationToken)).Sum(each => each.Causes));
    }

    private static string[] Row(RootCause cause)
    {
        var text = FindingTexts.Of(cause.Code);
        return
        [
            text.Title, cause.Code, cause.Task == "record" ? cause.Subject.Replace('_', ' ') : $"{cause.Task} {cause.Subject}", text.Who, Text.Count(cause.Entries), Show.Dollars(cause.HeldCents),
            Show.Dollars(cause.FreedCents), cause.DaysLeft.ToString(CultureInfo.InvariantCulture),
        ];
    }
}

using System.CommandLine;
using MedicaidLogs.Billing.AuditPacks;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs report NAME --month 2026-10 --by school --format xlsx</c>: finance's reports, one sub-command each. See docs/reports.md.</summary>
public static class ReportCommand
{
    private static readonly Option<string> Month = new("--month") { Description = "One month, such as 2026-10: of service, or of payment where the report is of payments." };

    private static readonly Option<string> From = new("--from") { Description = "The first month, such as 2026-07." };

    private static readonly Option<string> To = new("--to") { Description = "The last month; left out: this one." };

    private static readonly Option<string> Format = CommonOptions.Format();

    private static readonly Option<string> Output = new("--output") { Description = "The file to write; left out: out/DISTRICT/reports/ and a name that says what it is." };

    public static Command Create()
    {
        var command = new Command("report", "Reports for finance, as CSV, XLSX or a page to print.");
        foreach (var report in FinanceReports.All)
        {
            command.Add(Of(report));
        }

        command.Add(AuditPackOf());
        command.Add(AuditPackDiffCommand.Create());
        return command;
    }

    private static Command AuditPackOf()
    {
        var line = new Option<string>("--line") { Description = "The claim line, as the claim file has it (REF*6R): the claim's number and two digits.", Required = true };
        var file = new Option<string>("--output") { Description = "The ZIP file to write; left out: out/DISTRICT/audit/LINE.zip." };
        var command = new Command("audit-pack", "Everything behind one claim line, for an auditor: row, versions, findings, signatures, session log, claim, answers.") { line, file };
        command.SetAction(Session.Run("report audit-pack", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var number = parsed.GetRequiredValue(line);
            var pack = await AuditPack.FindAsync(session.Database, session.Clock, district, number, cancellationToken)
                ?? throw new CommandException(ExitCode.Usage, $"There is no claim line '{number}'.");
            var path = parsed.GetValue(file) ?? Path.Combine("out", district.Code, "audit", $"{number}.zip");
            await OutputFolder.WriteAsync(path, stream => pack.WriteAsync(session.Actor, new MinutesLedger(), stream, cancellationToken));
            session.Terminal.Line(path);
            session.Terminal.Result("auditPack", new { line = number, file = path });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Of(FinanceReport report)
    {
        var command = new Command(report.Name, report.Question) { Month, From, To, Format, Output };
        var by = new Option<string>("--by") { Description = $"A row for each {string.Join(", ", report.By)}.", DefaultValueFactory = _ => report.By.FirstOrDefault("") };
        if (report.By.Count > 0)
        {
            by.AcceptOnlyFromAmong([.. report.By]);
            command.Add(by);
        }

        var only = new Option<string>("--only") { Description = $"Narrowed to one {string.Join(", ", report.Only)}: KIND=VALUE, such as {report.Only.FirstOrDefault("code")}=…" };
        if (report.Only.Count > 0)
        {
            command.Add(only);
        }

        command.SetAction(Session.Run($"report {report.Name}", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var today = district.Today(session.Clock);
            var (from, to) = MonthsOf(parsed, today);
            var request = new ReportRequest(district, from, to, report.By.Count > 0 ? parsed.GetRequiredValue(by) : "", today)
            {
                Only = report.Only.Count > 0 ? OnlyOf(parsed.GetValue(only), report) : null,
            };
            var format = CommonOptions.FormatOf(parsed, Format);
            var file = parsed.GetValue(Output) ?? Path.Combine("out", district.Code, "reports", $"{report.FileName(request)}.{format.Name()}");
            await OutputFolder.WriteAsync(file, stream => report.WriteAsync(session.Database, request, format, stream, cancellationToken));
            session.Terminal.Line(file);
            session.Terminal.Result("report", new { report.Name, request.By, from = MonthName.Of(from), to = MonthName.Of(to), format = format.Name(), file });
            return ExitCode.Done;
        }));
        return command;
    }

    /// <exception cref="CommandException">The report cannot be narrowed so.</exception>
    private static ReportOnly? OnlyOf(string? text, FinanceReport report) =>
        text is null ? null
        : ReportOnly.TryParse(text, report, out var only) ? only
        : throw new CommandException(ExitCode.Usage, $"Say --only KIND=VALUE, the kind being one of {string.Join(", ", report.Only)}.");

    /// <exception cref="CommandException">The months are missing, doubled, in the wrong order, or too many.</exception>
    private static (DateOnly From, DateOnly To) MonthsOf(ParseResult parsed, DateOnly today)
    {
        var (month, first, last) = (parsed.GetValue(Month), parsed.GetValue(From), parsed.GetValue(To));
        if ((month is null) == (first is null) || (month is not null && last is not null))
        {
            throw new CommandException(ExitCode.Usage, "Name one month with --month, or several with --from and --to.");
        }

        var from = CommonOptions.MonthOf(month ?? first!);
        var to = (month ?? last) is { } end ? CommonOptions.MonthOf(end) : new DateOnly(today.Year, today.Month, 1);
        return ReportRequest.IsRange(from, to)
            ? (from, to)
            : throw new CommandException(
                ExitCode.Usage, $"From {MonthName.Of(from)} to {MonthName.Of(to)}: the first month must come first, and {ReportRequest.MaxMonths} are the most.");
    }
}

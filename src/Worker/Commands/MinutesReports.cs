using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Worker.Commands;

/// <summary>The reports of <c>medlogs minutes</c>: each writes its files and shows the first lines of what stands in them.</summary>
internal sealed class MinutesReports(Terminal terminal, ParseResult parsed, LedgerBook book, string folder, ReportFormat format)
{
    /// <summary>On the terminal and in JSON; the files hold all.</summary>
    private const int MaxShown = 50;

    public ParseResult Parsed => parsed;

    private string Days => $"{Iso(book.Range.From)} to {Iso(book.Range.To)}";

    public async Task ComplianceByStudentAsync(ReportPeriod period, string word, CancellationToken cancellationToken)
    {
        var file = FileNamed(period == ReportPeriod.Whole ? "compliance-by-student" : $"compliance-by-student-per-{word}");
        var compliance = new ComplianceByStudent(book, period, MaxShown);
        await WriteAsync(compliance.Report(cancellationToken), file, cancellationToken);
        var all = compliance.All;
        terminal.Table($"Minutes given, {Days}", GroupColumns("district"), [GroupRow(book.District.Code, all)]);
        terminal.Table("Not on track, the lowest first", ["student", "service", "plan", "mandated", "given", "percent", "offered", "owed", "status"], compliance.Worst.Select(line =>
            new[]
            {
                line.Student.StudentNumber, line.Line.Row.Service, book.RowNames[line.Line.Row.GridRowId].PlanNumber,
                line.Total.Mandated.ToDisplay(), Text.Count(line.Total.Given), MinuteTexts.Percent(line.Total.Given, line.Total.Mandated),
                MinuteTexts.Percent(line.Total.Given + line.Total.Offered, line.Total.Mandated), Text.Count(line.Total.Owed),
                MinuteTexts.Of(line.Total.StatusUnder(book.Rules)),
            }));
        terminal.Line($"All {Text.Count(all.Lines, "row", "rows")} of {Text.Count(all.Students, "student", "students")}: {file}");
        terminal.Result("compliance", new { book.Range.From, book.Range.To, file, district = Json(book.District.Code, all) });
    }

    public async Task ComplianceByGroupAsync(string by, CancellationToken cancellationToken)
    {
        var file = FileNamed($"compliance-by-{by}");
        var compliance = by == "school"
            ? await ComplianceByGroup.LoadBySchoolAsync(book, cancellationToken)
            : await ComplianceByGroup.LoadByProviderAsync(book, cancellationToken);
        await WriteAsync(compliance.Report(), file, cancellationToken);
        terminal.Table($"Minutes given, {Days}", GroupColumns(by), compliance.Groups.Select(group => GroupRow(group.Key, group.Value)));
        terminal.Line(file);
        terminal.Result("compliance", new { book.Range.From, book.Range.To, file, groups = compliance.Groups.Select(group => Json(group.Key, group.Value)) });
    }

    public async Task OwedAsync(CancellationToken cancellationToken)
    {
        var report = await OwedReport.LoadAsync(book, cancellationToken);
        var (owed, uncredited) = (FileNamed("owed"), FileNamed("make-ups-not-credited"));
        await WriteAsync(report.OfSessions(), owed, cancellationToken);
        await WriteAsync(report.OfUncredited(), uncredited, cancellationToken);
        terminal.Table(
            $"{Text.Count(report.Sessions.Sum(session => session.Missed.OwedMinutes))} minutes owed, {Days}; the oldest first",
            ["student", "service", "missed on", "why", "owed", "days", "notice"],
            report.Sessions.Take(MaxShown).Select(session => new[]
            {
                session.Student.StudentNumber, session.Line.Row.Service, Iso(session.Missed.Date), session.Missed.Attendance,
                Text.Count(session.Missed.OwedMinutes), Text.Count(session.AgeDays), session.NeedsNotice ? Iso(session.NoticeDueOn) : "",
            }));
        terminal.Table("Make-ups that were not credited", ["student", "service", "held on", "makes up", "count", "reason"], report.Uncredited.Take(MaxShown).Select(each =>
            new[]
            {
                each.Student.StudentNumber, each.MakeUp.Service, Iso(each.MakeUp.Date), Iso(each.MakeUp.MakeupFor), Text.Count(each.MakeUp.Minutes),
                MinuteTexts.Of(each.MakeUp.Why),
            }));
        terminal.Line($"All of them: {owed}, {uncredited}");
        terminal.Result("owed", new
        {
            book.Range.From,
            book.Range.To,
            files = new[] { owed, uncredited },
            sessions = report.Sessions.Count,
            minutes = report.Sessions.Sum(session => session.Missed.OwedMinutes),
            makeUpsNotCredited = report.Uncredited.Count,
        });
    }

    public async Task NoticesAsync(CancellationToken cancellationToken)
    {
        var report = await OwedReport.LoadAsync(book, cancellationToken);
        var notices = report.Notices();
        var file = FileNamed("notices");
        await WriteAsync(report.OfNotices(), file, cancellationToken);
        terminal.Table(
            $"{Text.Count(notices.Count)} written notices, for minutes owed {book.Rules.PriorNoticeDays} school days or longer",
            ["student", "service", "owed", "owed since", "days", "notice due"],
            notices.Take(MaxShown).Select(notice => new[]
            {
                notice.Student.StudentNumber, notice.Line.Row.Service, Text.Count(notice.OwedMinutes), Iso(notice.Sessions[0].Missed.Date),
                Text.Count(notice.Sessions[0].AgeDays), Iso(notice.DueOn) + (notice.DueOn < book.Range.AsOf ? " overdue" : ""),
            }));
        terminal.Line($"All of them: {file}");
        terminal.Result("notices", new
        {
            book.Range.From,
            book.Range.To,
            file,
            count = notices.Count,
            overdue = notices.Count(notice => notice.DueOn < book.Range.AsOf),
            minutes = notices.Sum(notice => notice.OwedMinutes),
        });
    }

    /// <exception cref="CommandException">There is no such student.</exception>
    public async Task StudentAsync(string number, CancellationToken cancellationToken)
    {
        StudentLedger? found = null;
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            found = ledger;
        }

        if (found is null)
        {
            throw new CommandException(ExitCode.Usage, $"There is no student '{number}'.");
        }

        var file = Path.Combine(folder, $"student-{FileNameOf(number)}.html");
        var page = await StudentSummary.WriteAsync(book, found, cancellationToken);
        await OutputFolder.WriteAsync(file, async stream => await stream.WriteAsync(page, cancellationToken));
        var sentences = Narrative.Of(found, book.Rules, book.Range).ToList();
        sentences.ForEach(terminal.Line);
        terminal.Line(file);
        terminal.Result("student", new { student = number, book.Range.From, book.Range.To, file, sentences });
    }

    public async Task DaysAsync(CancellationToken cancellationToken)
    {
        var years = SchoolYear.Of(book);
        var file = FileNamed("days");
        await WriteAsync(SchoolYearReport.Of(years, book), file, cancellationToken);
        terminal.Table(
            $"Days of instruction; the rule pack's year has {book.Rules.InstructionalWeeks} weeks, {SchoolYear.DaysOfYear(book.Rules)} days",
            ["school", "year", "first day", "last day", "days", "weeks", "more or less", "extended year"],
            years.Select(year => new[]
            {
                year.SchoolCode, year.Name, Iso(year.FirstDay), Iso(year.LastDay), Text.Count(year.Days), year.Weeks(book.Rules),
                (year.Days - SchoolYear.DaysOfYear(book.Rules)).ToString("+0;-0;0", CultureInfo.InvariantCulture), Text.Count(year.EsyDays),
            }));
        terminal.Line(file);
        terminal.Result("days", new
        {
            file,
            schools = years.Select(year => new { year.SchoolCode, year = year.Name, year.FirstDay, year.LastDay, year.Days, weeks = year.Weeks(book.Rules), year.EsyDays }),
        });
    }

    private static string[] GroupColumns(string by) =>
        [by, "rows", "on track", "at risk", "concern", "no target", "mandated", "given", "percent", "offered", "owed"];

    private static string[] GroupRow(string name, GroupTotals group) =>
    [
        name.Length > 0 ? name : "(none)", Text.Count(group.Lines), Text.Count(group.OnTrack), Text.Count(group.AtRisk), Text.Count(group.Concern), Text.Count(group.WithoutTarget),
        group.Minutes.Mandated.ToDisplay(), Text.Count(group.Minutes.Given), MinuteTexts.Percent(group.Counted, group.Minutes.Mandated),
        MinuteTexts.Percent(group.CountedOrOffered, group.Minutes.Mandated), Text.Count(group.Minutes.Owed),
    ];

    private static object Json(string name, GroupTotals group) => new
    {
        name,
        group.Students,
        rows = group.Lines,
        group.OnTrack,
        group.AtRisk,
        group.Concern,
        noTarget = group.WithoutTarget,
        mandated = group.Minutes.Mandated.ToDisplay(),
        group.Minutes.Given,
        group.Minutes.Delivered,
        group.Minutes.MissedByStudent,
        group.Minutes.MissedByProvider,
        group.Minutes.MissedBySystem,
        group.Minutes.MadeUp,
        group.Minutes.Owed,
        percentGiven = MinuteTexts.Percent(group.Counted, group.Minutes.Mandated),
        percentOffered = MinuteTexts.Percent(group.CountedOrOffered, group.Minutes.Mandated),
    };

    /// <summary>A student's number may be any text; in a file's name only letters, digits, dashes and underscores of it stand as they are.</summary>
    private static string FileNameOf(string number) =>
        string.Concat(number.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"~{(int)c:x4}")));

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private string FileNamed(string report) => Path.Combine(folder, $"{report}.{format.Name()}");

    private Task WriteAsync(Report report, string file, CancellationToken cancellationToken) =>
        OutputFolder.WriteAsync(file, stream => report.WriteAsync(format, stream, cancellationToken));
}

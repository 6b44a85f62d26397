using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>A student's ledger on one printed page, for the IEP meeting: HTML, letter size, no script, nothing from outside.</summary>
/// <remarks>The only place of the ledger that holds a name. Files of it are named by the student's number.</remarks>
public sealed class StudentSummary
{
    /// <summary>Those owed before all others, then the latest: more would not fit on the page.</summary>
    private const int MaxMissed = 8;
    private const int MaxUncredited = 3;

    [Sql]
    private const string NamesSql = """
        select concat_ws(' ', s.first_name, s.middle_name, s.last_name) as student,
               (select string_agg(c.name, ', ' order by e.enrolled_from)
                from intake.enrolment e
                join intake.school c on c.district_id = e.district_id and c.school_code = e.school_code
                where e.district_id = s.district_id and e.student_id = s.student_id
                  and e.enrolled_from <= @to and (e.enrolled_to is null or e.enrolled_to >= @from)) as schools
        from intake.student s
        where s.district_id = @districtId and s.student_id = @studentId
        """;

    /// <summary>The text between the page's style tags.</summary>
    public static readonly string Style = ReadStyle();

    private readonly LedgerBook _book;
    private readonly StudentLedger _ledger;
    private readonly NamesRow _names;
    private readonly IReadOnlyList<ServiceLines> _services;
    private readonly Html _html = new();

    private StudentSummary(LedgerBook book, StudentLedger ledger, NamesRow names)
    {
        (_book, _ledger, _names) = (book, ledger, names);
        _services = ServiceLines.Of(ledger);
    }

    public static async Task<byte[]> WriteAsync(LedgerBook book, StudentLedger ledger, CancellationToken cancellationToken = default)
    {
        var names = await book.QuerySingleAsync<NamesRow>(
            NamesSql, new { book.District.DistrictId, ledger.Student.StudentId, book.Range.From, book.Range.To }, cancellationToken);
        var summary = new StudentSummary(book, ledger, names);
        summary.Write();
        return summary._html.ToUtf8();
    }

    private static string ReadStyle()
    {
        using var stream = new StreamReader(typeof(StudentSummary).Assembly.GetManifestResourceStream("Minutes/student-summary.css")!);
        return "\n" + stream.ReadToEnd();
    }

    private void Write()
    {
        _html.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        _html.Add($"<title>Minutes of service, student {_ledger.Student.StudentNumber}</title>\n<style>").Trusted(Style).Add($"</style>\n</head>\n<body>\n<main>\n");
        Head();
        _html.Add($"<section class=\"short\">\n");
        foreach (var sentence in Narrative.Of(_ledger, _book.Rules, _book.Range).DefaultIfEmpty("The student's plan has no service that is counted in minutes in these days."))
        {
            _html.Add($"<p>{sentence}</p>\n");
        }

        _html.Add($"</section>\n");
        Services();
        Weeks();
        Missed();
        Notes();
        Foot();
        _html.Add($"</main>\n</body>\n</html>\n");
    }

    private void Head()
    {
        _html.Add($"<header>\n<h1>Minutes of service</h1>\n<p>{_book.District.Name} · {Show.Date(_book.Range.From)} to {Show.Date(_book.Range.To)}</p>\n</header>\n<dl>\n");
        Fact("Student", _names.Student);
        Fact("Student no.", _ledger.Student.StudentNumber);
        Fact("School", _names.Schools);
        Fact("Plan", string.Join(", ", _ledger.Lines.Select(line => _book.RowNames[line.Row.GridRowId].PlanNumber).Distinct()));
        _html.Add($"</dl>\n");
    }

    private void Fact(string name, string? value) => _html.Add($"<div><dt>{name}</dt><dd>{(string.IsNullOrEmpty(value) ? Show.Nothing : value)}</dd></div>\n");

    private void Services()
    {
        if (_services.Count == 0)
        {
            return;
        }

        _html.Add($"<h2>Service by service, in minutes</h2>\n<table>\n<thead><tr><th scope=\"col\">Service, as the plan says</th>");
        foreach (var column in new[] { "Promised", "Given", "Given %", "With offered %", "Missed", "Made up", "Owed" })
        {
            _html.Add($"<th scope=\"col\" class=\"number\">{column}</th>");
        }

        _html.Add($"<th scope=\"col\">Status</th></tr></thead>\n<tbody>\n");
        foreach (var line in _services.SelectMany(service => service.Lines, (service, line) => (Service: service, Line: line)))
        {
            ServiceRow(line.Service, line.Line);
        }

        _html.Add($"</tbody>\n</table>\n");
    }

    private void ServiceRow(ServiceLines service, LedgerLine line)
    {
        var (total, name) = (line.Total(), _book.RowNames[line.Row.GridRowId]);
        _html.Add($"<tr><th scope=\"row\">{Title(service)}<small>{name.FrequencyText}</small></th>");
        Number(line.Problem is null ? Show.Count(total.Mandated.Rounded()) : Show.Nothing);
        Number(Show.Count(total.Given));
        Number(Percent(total.Given, total));
        Number(Percent(total.Given + total.Offered, total));
        Number(Show.Count(total.Missed));
        Number(Show.Count(total.MadeUp));
        Number(Show.Count(total.Owed));
        var status = total.StatusUnder(_book.Rules);
        _html.Add($"<td><span class=\"{status.ToString().ToLowerInvariant()}\">{MinuteTexts.Of(status)}</span></td></tr>\n");
    }

    private static string Percent(ExactSum part, MinuteTotals total) => total.Mandated > 0 ? MinuteTexts.Percent(part, total.Mandated) : Show.Nothing;

    private void Number(string text) => _html.Add($"<td class=\"number\">{text}</td>");

    /// <summary>For each service with a target: what each week promised as an outline, what was given as the filling.</summary>
    private void Weeks()
    {
        var withTarget = _services.Where(service => service.Total().Mandated > 0).ToList();
        if (withTarget.Count == 0)
        {
            return;
        }

        _html.Add($"<h2>Week by week</h2>\n<p class=\"key\"><span class=\"promised\"></span> promised <span class=\"given\"></span> given, made-up minutes in the week that was missed</p>\n<div class=\"weeks\">\n");
        foreach (var service in withTarget)
        {
            WeekChart.Add(_html, Title(service), [.. WeeksOf(service)]);
        }

        _html.Add($"</div>\n");
    }

    /// <summary>Weeks at both ends in which there was nothing to give and nothing given are left away.</summary>
    private IEnumerable<WeekBar> WeeksOf(ServiceLines service)
    {
        var weeks = AllWeeksOf(service).SkipWhile(IsEmpty).ToList();
        return weeks.Take(weeks.FindLastIndex(week => !IsEmpty(week)) + 1);

        static bool IsEmpty(WeekBar week) => week is { Promised: 0, Given: 0 };
    }

    private IEnumerable<WeekBar> AllWeeksOf(ServiceLines service) =>
        from week in ReportPeriods.Of(service.Lines[0], _book.Range, ReportPeriod.Week)
        let totals = service.Between(week.From, week.To)
        select new WeekBar(week.From, totals.Mandated.Rounded(), totals.Given);

    private void Missed()
    {
        var missed = _ledger.Lines.SelectMany(line => line.Missed, (line, miss) => (Line: line, Miss: miss)).ToList();
        _html.Add($"<h2>Missed sessions</h2>\n");
        if (missed.Count == 0)
        {
            _html.Add($"<p class=\"none\">None.</p>\n");
            return;
        }

        _html.Add($"<table>\n<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Service</th><th scope=\"col\">Why</th><th scope=\"col\" class=\"number\">Minutes</th><th scope=\"col\">Made up on</th><th scope=\"col\" class=\"number\">Owed</th></tr></thead>\n<tbody>\n");
        var shown = missed.OrderByDescending(each => each.Miss.OwedMinutes > 0).ThenByDescending(each => each.Miss.Date).Take(MaxMissed);
        foreach (var (line, miss) in shown.OrderBy(each => each.Miss.Date))
        {
            var why = _book.Rules.Attendance.TryGetValue(miss.Attendance, out var rule) ? rule.Title : miss.Attendance;
            _html.Add($"<tr><td>{Show.Weekday(miss.Date)}</td><td>{Title(line.Row.Service, line.IsConsultation)}</td><td>{why}</td>");
            Number(miss.Minutes > 0 ? Show.Count(miss.Minutes) : "unknown");
            _html.Add($"<td>{string.Join(", ", miss.Credits.Select(credit => Show.Weekday(credit.Date)))}</td>");
            Number(miss.OwedMinutes > 0 ? Show.Count(miss.OwedMinutes) : miss.MakeUpOwed ? "0" : Show.Nothing);
            _html.Add($"</tr>\n");
        }

        _html.Add($"</tbody>\n</table>\n");
        if (missed.Count > MaxMissed)
        {
            _html.Add($"<p class=\"none\">And {Show.Count(missed.Count - MaxMissed, "other", "others")}.</p>\n");
        }
    }

    private void Notes()
    {
        var notes = NotesOf(_ledger.Lines.Aggregate(default(MinuteTotals), (sum, line) => sum + line.Total())).ToList();
        if (notes.Count == 0)
        {
            return;
        }

        _html.Add($"<h2>To know</h2>\n<ul>\n");
        foreach (var note in notes)
        {
            _html.Add($"<li>{note}</li>\n");
        }

        _html.Add($"</ul>\n");
    }

    private IEnumerable<string> NotesOf(MinuteTotals total)
    {
        if (total.HeldBack > 0)
        {
            yield return $"{Show.Count(total.HeldBack, "minute is", "minutes are")} logged as given and not counted yet: something in the log must be settled first.";
        }

        foreach (var makeUp in _ledger.Uncredited.Take(MaxUncredited))
        {
            yield return $"A make-up on {Show.Weekday(makeUp.Date)}, {Show.Count(makeUp.Minutes, "minute", "minutes")} of it not credited: {MinuteTexts.Of(makeUp.Why)}.";
        }

        if (_ledger.Uncredited.Count > MaxUncredited)
        {
            yield return $"{Show.Count(_ledger.Uncredited.Count - MaxUncredited, "more make-up was", "more make-ups were")} not credited.";
        }

        var outside = _ledger.Outside.Where(session => session.Why != OutsideReason.NotCountedInMinutes).Sum(session => session.Minutes);
        if (outside > 0)
        {
            yield return $"{Show.Count(outside, "more minute was", "more minutes were")} given that no row of the plan asks for.";
        }
    }

    private void Foot() => _html.Add(
        $"<footer>Given: minutes delivered under the plan, on their day or made up later, whoever pays. With offered: also sessions that were there for the student, who could not come. As of {Show.Date(_book.Range.AsOf)}; rules {_book.Pack.Name} {_book.Pack.Version}.</footer>\n");

    private string Title(ServiceLines service) => Title(service.Service, service.Consultation);

    private string Title(string service, bool consultation)
    {
        var name = Narrative.ServiceIn(_book.Rules, service, consultation);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private sealed record NamesRow(string Student, string? Schools);
}

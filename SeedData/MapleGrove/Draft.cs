using Bogus;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Maple Grove while it is being made: the records, the sessions of October, and the faults planted so far.</summary>
internal sealed class Draft
{
    public static readonly DateOnly October = new(2026, 10, 1);
    public static readonly DateOnly OctoberEnd = new(2026, 10, 31);
    public static readonly DateOnly Amended = new(2026, 10, 15);
    public static readonly DateOnly Moved = new(2026, 10, 19);

    public static readonly SchoolYear Year = new(2026, (new(2026, 10, 16), "wind storm, no power"));

    private static readonly DateOnly[] _planYears =
    [
        new(2026, 1, 20), new(2026, 2, 24), new(2026, 3, 17), new(2026, 4, 14), new(2026, 5, 12), new(2026, 6, 2), new(2026, 8, 18),
    ];

    /// <summary>A pediatrician, a family doctor, a nurse practitioner.</summary>
    private static readonly (string Npi, string LastName, string FirstName, string Taxonomy)[] _practitioners =
    [
        (Numbers.Npi(7001), "Harlow", "Miriam", "208000000X"),
        (Numbers.Npi(7002), "Stavros", "Peter", "207Q00000X"),
        (Numbers.Npi(7003), "Ludlow", "Anneke", "363LP0200X"),
    ];

    public Draft()
    {
        District.Providers.AddRange(People.Providers);
        District.Supervise(new(2026, 2, 2), OctoberEnd);
        District.Rates.AddRange(Discipline.Rates(new(2025, 7, 1)));
        Change(District.Rates, rate => rate.Procedure == "T1019", rate => rate with { ValidTo = Amended.AddDays(-1) });
        District.Rates.Add(new("T1019", "", Amended, null, 6_71));
        foreach (var (code, name) in new[] { ("MGE", "Maple Grove Elementary School"), ("MGM", "Maple Grove Middle High School") })
        {
            District.Calendar.AddRange(Year.CalendarRows(code, name, Scheduler.Opens, Scheduler.Closes));
        }

        foreach (var (pupil, ordinal) in People.Pupils.Select((pupil, ordinal) => (pupil, ordinal)))
        {
            District.Students.Add(People.Student(pupil, ordinal));
            District.Consents.Add(new(pupil.Number, "granted", new(2025, 9, 8), new DateOnly(2026, 8, 24).AddDays(ordinal % 4)));
            District.Eligibility.Add(People.Eligible(pupil, new(2026, 1, 1), ordinal % 3 == 0 ? new(2026, 12, 31) : null));
        }

        Scheduler = new(Year, Agenda, new(new Randomizer(20261001)), District.Providers.ToDictionary(row => row.ProviderNumber));
        Reserved = ReservedSessions.Reserve(this);
    }

    public District District { get; } = new();

    public Agenda Agenda { get; } = new();

    public Scheduler Scheduler { get; }

    /// <summary>The district's own files: nurses, counselors, aides, drivers.</summary>
    public LogFile Own { get; } = new("logs-district.csv", "district", 10001, FileKinds.Logs);

    public LogFile SessionTrack { get; } = new("logs-sessiontrack.csv", VendorExport.SessionTrack.Source, 582001, VendorExport.SessionTrack.Columns());

    public LogFile TherapyHub { get; } = new("logs-therapyhub.csv", VendorExport.TherapyHub.Source, 7301, VendorExport.TherapyHub.Columns());

    /// <summary>Sessions of other months that came in late.</summary>
    public LogFile Late { get; } = new("logs-late.csv", "district", 1, FileKinds.Logs);

    public IEnumerable<LogFile> Files => [Own, SessionTrack, TherapyHub, Late];

    public IEnumerable<Session> Sessions => Files.SelectMany(file => file.Sessions);

    public List<Fault> Faults { get; } = [];

    public ReservedSessions Reserved { get; }

    /// <summary>Rows of the re-export: a session of SessionTrack and what it says now.</summary>
    public List<(Session Session, LogRow Now)> Corrected { get; } = [];

    /// <summary>Logs a session; the provider's credential says in which file.</summary>
    public Session Log(LogRow row, LogFile? file = null)
    {
        file ??= District.Providers.First(provider => provider.ProviderNumber == row.ProviderNumber).Credential switch
        {
            "SLP" or "SLPA" => SessionTrack,
            "OT" or "OTA" or "PT" or "PTA" => TherapyHub,
            _ => Own,
        };
        var session = new Session(row, file);
        file.Sessions.Add(session);
        return session;
    }

    /// <summary>Puts a row into each student's plan, and the order that the service needs.</summary>
    /// <param name="change">What is unusual about the row.</param>
    public void Mandate(Series series, string plan = "A", Func<GridRow, GridRow>? change = null)
    {
        foreach (var student in series.StudentNumbers)
        {
            var number = $"IEP-{student}-{plan}";
            var rows = District.Grid.Count(row => row.PlanNumber == number);
            var from = _planYears[District.Students.FindIndex(row => row.StudentNumber == student) % _planYears.Length];
            var row = new GridRow(
                number, student, "IEP", from, from.AddYears(1).AddDays(-1), from.AddDays(-6), rows + 1, series.Service, series.Mode, series.Cadence.Text,
                series.Cadence.MinutesColumn, "school", null, null, Esy: false, OutsideHours: false, "", People.DiagnosisOf(student));
            District.Grid.Add(change is null ? row : change(row));
            Order(student, series.Service);
        }
    }

    public void Order(string student, string service)
    {
        if (Discipline.NeedsOrder(service) && !District.Orders.Any(order => order.StudentNumber == student && order.Service == service))
        {
            var practitioner = _practitioners[District.Orders.Count % _practitioners.Length];
            District.Orders.Add(new(
                student, service, new DateOnly(2026, 8, 10).AddDays(District.Orders.Count % 12), null, practitioner.Npi, practitioner.LastName, practitioner.FirstName,
                practitioner.Taxonomy, People.DiagnosisOf(student)));
        }
    }

    /// <summary>The sessions of a student that no fault has touched yet, in order of time.</summary>
    public List<Session> Of(string student, string? service = null) =>
    [
        .. Sessions.Where(session => session.Fault is null && session.Row.StudentNumber == student && (service is null || session.Row.Service == service))
            .OrderBy(session => session.Row.Date).ThenBy(session => session.Row.Start),
    ];

    /// <summary>All rows of the group session that one belongs to.</summary>
    public Session[] GroupOf(Session member) => [.. Sessions.Where(session => session.Row.GroupKey.Length > 0 && session.Row.GroupKey == member.Row.GroupKey)];

    /// <summary>Moves a session within its day if its student and provider have time then.</summary>
    public bool TryMove(Session session, TimeOnly start)
    {
        var row = session.Row;
        string[] people = [row.StudentNumber, row.ProviderNumber];
        Agenda.Free(people, row.Date, row.Start!.Value, row.Minutes);
        var moves = start.AddMinutes(row.Minutes) <= Scheduler.Closes && Agenda.IsFree(people, row.Date, start, row.Minutes);
        var (from, minutes) = (moves ? start : row.Start.Value, row.Minutes);
        Agenda.Book(people, row.Date, from, minutes);
        session.Row = row with { Start = from, End = from.AddMinutes(minutes) };
        return moves;
    }

    /// <summary>Changes the one record that is meant.</summary>
    /// <exception cref="InvalidOperationException">None is, or several are.</exception>
    public static void Change<T>(List<T> records, Predicate<T> which, Func<T, T> change)
    {
        var index = records.FindIndex(which);
        if (index < 0 || records.FindLastIndex(which) != index)
        {
            throw new InvalidOperationException($"Not one {typeof(T).Name} is meant.");
        }

        records[index] = change(records[index]);
    }

    /// <summary>Records a fault on the sessions that it shows on, after changing their rows where it lies in the rows.</summary>
    /// <exception cref="InvalidOperationException">There is no session, or another fault is in one of them: one would hide the other.</exception>
    public Fault Plant(string codes, string what, string fix, IEnumerable<Session> sessions, Func<LogRow, LogRow>? change = null)
    {
        var fault = new Fault(Faults.Count + 1, codes, codes.Split(' ').Select(FindingWeights.Of).Distinct().Single(), what, fix, [.. sessions]);
        if (fault.Sessions.Length == 0 || fault.Sessions.Any(session => session.Fault is not null))
        {
            throw new InvalidOperationException($"Fault {fault.Number}, {codes}: no session, or one that has a fault already.");
        }

        foreach (var session in fault.Sessions)
        {
            session.Fault = fault;
            session.Row = change is null ? session.Row : change(session.Row);
        }

        Faults.Add(fault);
        return fault;
    }

    public Fault Plant(string codes, string what, string fix, Session session, Func<LogRow, LogRow>? change = null) =>
        Plant(codes, what, fix, [session], change);
}

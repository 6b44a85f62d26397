using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>A small district in memory: student S1, speech pathologist P1, school MAIN, October 2026, everything in order.</summary>
public sealed class DistrictBuilder
{
    public static readonly DateOnly YearBegins = new(2026, 8, 31);
    public static readonly DateOnly YearEnds = new(2027, 6, 18);

    private readonly Dictionary<string, Student> _students = new() { ["S1"] = Student("S1", 1) };
    private readonly Dictionary<string, Provider> _providers = new() { ["P1"] = Provider("P1", 1) };
    private readonly List<Rate> _rates =
    [
        .. Packs.NewHampshire.On(YearBegins).Codes
            .Select(code => code.Procedure).Distinct()
            .Select(procedure => new Rate(procedure, "", new DateOnly(2025, 7, 1), null, 2_000)),
    ];

    private readonly List<string> _schools = ["MAIN"];

    private List<CalendarRange> _calendar =
    [
        new(YearBegins, YearEnds, DayType.Instructional, new TimeOnly(8, 0), new TimeOnly(15, 0)),
        new(new DateOnly(2026, 10, 12), new DateOnly(2026, 10, 12), DayType.Closed, null, null),
    ];

    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    internal IEnumerable<Student> Students => _students.Values;

    internal IEnumerable<Provider> Providers => _providers.Values;

    internal IEnumerable<CalendarRange> Calendar => _calendar;

    internal IEnumerable<Rate> Rates => _rates;

    public RulePack Pack { get; set; } = Packs.NewHampshire;

    public DateOnly AsOf { get; set; } = new(2026, 11, 9);

    public static Student Student(string number, long id) => new()
    {
        StudentId = id,
        StudentNumber = number,
        BirthDate = new DateOnly(2016, 5, 4),
        MedicaidId = "10000000001",
        AddressComplete = true,
        Enrolments = [new Enrolment("MAIN", YearBegins, null)],
        Eligibility = [new Eligibility(id, new DateOnly(2026, 1, 1), null, OtherCoverage: false)],
        Consents = [new Consent(id, "granted", new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 1))],
        Orders = [new ServiceOrder(id, "SPEECH", new DateOnly(2026, 8, 15), null, "1234567893", ["F802"])],
        Plans = [Plan(id, [Row(id, "SPEECH", "30 min 2x/week")])],
    };

    public static Plan Plan(long id, GridRow[] rows) =>
        new(id, "IEP", new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31), new DateOnly(2026, 8, 28), rows);

    public static GridRow Row(long id, string service, string frequency, SessionMode? mode = SessionMode.Individual) => new(
        id,
        service,
        mode,
        FrequencyOf(frequency),
        Location: "school",
        From: new DateOnly(2026, 9, 1),
        To: new DateOnly(2027, 8, 31),
        Esy: false,
        OutsideHours: false,
        Adaptation: "",
        Diagnoses: ["F802"]);

    public static Provider Provider(string number, long id, string credential = "SLP", string supervisor = "") => new()
    {
        ProviderId = id,
        ProviderNumber = number,
        Npi = "1234567893",
        EmployedFrom = new DateOnly(2020, 8, 1),
        MedicaidFrom = new DateOnly(2020, 8, 1),
        ScreenedOn = new DateOnly(2026, 10, 1),
        BackgroundCheckedOn = new DateOnly(2020, 7, 1),
        Credentials = [new Credential(credential, new DateOnly(2024, 1, 1), new DateOnly(2027, 12, 31), "L-1", supervisor)],
        Supervisions = supervisor.Length > 0 ? [new Supervision(new DateOnly(2026, 10, 1), supervisor, "direct")] : [],
    };

    /// <summary>Null where the text cannot be read, as the store's loader has it.</summary>
    public static Frequency? FrequencyOf(string text) =>
        Frequency.TryParse(text, rowMinutesPerSession: null, out var frequency, out _) ? frequency : null;

    public DistrictBuilder With(Student student)
    {
        _students[student.StudentNumber] = student;
        return this;
    }

    /// <summary>Changes student S1.</summary>
    public DistrictBuilder Change(Func<Student, Student> change) => With(change(_students["S1"]));

    /// <summary>Changes provider P1.</summary>
    public DistrictBuilder Change(Func<Provider, Provider> change) => With(change(_providers["P1"]));

    public DistrictBuilder With(Provider provider)
    {
        _providers[provider.ProviderNumber] = provider;
        return this;
    }

    public DistrictBuilder With(params CalendarRange[] calendar)
    {
        _calendar = [.. calendar];
        return this;
    }

    /// <summary>Another school with the same calendar.</summary>
    public DistrictBuilder WithSchool(string code)
    {
        _schools.Add(code);
        return this;
    }

    public DistrictBuilder With(Rate rate)
    {
        _rates.Add(rate);
        return this;
    }

    public DistrictBuilder WithoutRates()
    {
        _rates.Clear();
        return this;
    }

    public CheckContext ContextOf(params IReadOnlyCollection<Entry> entries) =>
        new(entries, new ReferenceData(_students.Values, _providers.Values, _schools.Select(school => new SchoolCalendar(school, [.. _calendar])), _rates), Pack, AsOf, Zone);
}

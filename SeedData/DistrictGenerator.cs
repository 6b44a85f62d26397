using System.Globalization;
using Bogus;

namespace MedicaidLogs.SeedData;

/// <summary>How large a district is made, and of what.</summary>
/// <param name="Seed">The same seed gives the same bytes.</param>
/// <param name="FirstMonth">Its first day. All months lie in one school year, August to June.</param>
/// <param name="FaultRate">The share of log rows to which something is done that a check finds; 0 makes a clean district.</param>
public sealed record DistrictSize(int Seed, int Schools, int Students, int Providers, DateOnly FirstMonth, int Months, double FaultRate = 0);

/// <summary>Invents a district of any size and the service logs of its months.</summary>
/// <remarks>
/// Every student has a plan of one to four grid rows, an order for each service, consent and eligibility; every provider has
/// a caseload at the schools that they visit. Without faults no check finds anything: nobody is in two places, all is within
/// bell times and mandated minutes, signed the same day and co-signed where that is due.
/// </remarks>
public sealed class DistrictGenerator
{
    private const int MaxRowsPerPlan = 4;
    private const int MaxGroup = 4;
    private const int MaxDailyPerNurse = 15;

    private static readonly string[] _towns = ["Ashford Falls", "Birch Hollow", "Cold Spring", "Dunmore", "Elm Corner", "Fernwood"];
    private static readonly string[] _diagnoses = ["F80.2", "F80.0", "F84.0", "G80.1", "F82", "Q90.9", "R62.50", "F90.2", "G40.909", "F41.1"];

    /// <summary>Twice a week, the groups' frequency, comes up more often than the others.</summary>
    private static readonly Cadence[] _therapyCadences =
    [
        Cadence.TwoPerWeek, Cadence.TwoPerWeek, Cadence.TwoPerWeek, Cadence.TwoPerWeek, Cadence.TwiceWeekly, Cadence.HourPerWeek, Cadence.HalfHourPerWeek, Cadence.YearlyMinutes, Cadence.OncePerWeek,
        Cadence.ThreeInFourWeeks, Cadence.SevenInNineWeeks, Cadence.EveryTwoWeeks, Cadence.HourPerMonth, Cadence.SixDayCycle,
    ];

    private readonly DistrictSize _size;
    private readonly SchoolYear _year;
    private readonly Faker _faker;
    private readonly District _district = new();
    private readonly List<(ProviderRow Row, Discipline Discipline, int Group)> _staff = [];
    private readonly List<Series> _series = [];
    private readonly Dictionary<string, int> _load = [];

    private DistrictGenerator(DistrictSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Schools, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Students, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Providers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Months, 1);
        var startYear = SchoolYear.StartYearOf(size.FirstMonth);
        if (size.FirstMonth.AddMonths(size.Months) > new DateOnly(startYear + 1, 7, 1) || size.FirstMonth.Month == 7)
        {
            throw new ArgumentException("The months lie in one school year, August to June.", nameof(size));
        }

        _size = size;
        _year = new(startYear);
        _faker = new("en") { Random = new(size.Seed) };
    }

    public static District Generate(DistrictSize size)
    {
        var generator = new DistrictGenerator(size);
        generator.MakeSchools();
        generator.MakeProviders();
        generator.MakeStudents();
        generator.MakeLogs();
        return generator._district;
    }

    // Schools are visited in groups, each with a staff of its own; a small staff has one group and goes round all schools.
    private int Groups => Math.Clamp(_size.Providers / Discipline.All.Length, 1, _size.Schools);

    private static string SchoolCode(int school) => string.Create(CultureInfo.InvariantCulture, $"S{school + 1:D2}");

    private void MakeSchools()
    {
        for (var school = 0; school < _size.Schools; school++)
        {
            var name = $"{_towns[school % _towns.Length]} School {school + 1}";
            _district.Calendar.AddRange(_year.CalendarRows(SchoolCode(school), name, Scheduler.Opens, Scheduler.Closes));
        }

        _district.Rates.AddRange(Discipline.Rates(new(_year.FirstDay.Year, 7, 1)));
    }

    private void MakeProviders()
    {
        for (var i = 0; i < _size.Providers; i++)
        {
            var (group, nth) = (i % Groups, i / Groups);
            var discipline = Discipline.All[nth % Discipline.All.Length];
            var supervisor = _staff.LastOrDefault(other => other.Group == group && other.Discipline.Credential == discipline.SupervisedBy);
            var row = new ProviderRow(
                string.Create(CultureInfo.InvariantCulture, $"P{1001 + i}"), _faker.Name.LastName(), _faker.Name.FirstName(),
                Numbers.Npi(i), discipline.Taxonomy, discipline.Credential, discipline.Credential == "AIDE" ? "" : string.Create(CultureInfo.InvariantCulture, $"{discipline.Credential}-{4100 + i}"),
                new(_year.FirstDay.Year - 1, 7, 1), new(_year.FirstDay.Year + 1, 6, 30), supervisor.Row?.ProviderNumber ?? "",
                new(_year.FirstDay.Year - 3, 8, 15), null, new(_year.FirstDay.Year - 3, 9, 1), null,
                _size.FirstMonth.AddMonths(_size.Months).AddDays(-3));
            _staff.Add((row, discipline, group));
            _district.Providers.Add(row);
        }

        _district.Supervise(_size.FirstMonth.AddDays(-14), _size.FirstMonth.AddMonths(_size.Months));
    }

    private void MakeStudents()
    {
        var groups = new Dictionary<(string Provider, int School, Cadence), List<string>>();
        for (var i = 0; i < _size.Students; i++)
        {
            var school = i % _size.Schools;
            var number = string.Create(CultureInfo.InvariantCulture, $"{100001 + i}");
            AddStudent(number, i, school);
            AddPlan(number, school, groups);
        }

        foreach (var ((provider, school, cadence), members) in groups)
        {
            foreach (var meeting in members.Chunk(MaxGroup))
            {
                AddSeries(provider, _staff.First(staff => staff.Row.ProviderNumber == provider).Discipline.Service, "group", cadence, meeting, school);
            }
        }
    }

    private void AddStudent(string number, int ordinal, int school)
    {
        var born = new DateOnly(_year.FirstDay.Year - _faker.Random.Int(5, 17), _faker.Random.Int(1, 12), _faker.Random.Int(1, 28));
        var sex = _faker.Random.Bool() ? "F" : "M";
        _district.Students.Add(new(
            number, _faker.Name.LastName(), _faker.Name.FirstName(sex == "F" ? Bogus.DataSets.Name.Gender.Female : Bogus.DataSets.Name.Gender.Male), "",
            born, sex, Numbers.MedicaidId(ordinal), _faker.Address.StreetAddress(), _towns[school % _towns.Length], "NH",
            string.Create(CultureInfo.InvariantCulture, $"03{_faker.Random.Int(100, 899)}"), SchoolCode(school), new(_year.FirstDay.Year - 1, 8, 28)));
        _district.Consents.Add(new(number, "granted", new(_year.FirstDay.Year - 1, 9, 8), _year.FirstDay.AddDays(-_faker.Random.Int(1, 9))));
        _district.Eligibility.Add(new(number, new(_year.FirstDay.Year, 1, 1), null));
    }

    private void AddPlan(string number, int school, Dictionary<(string Provider, int School, Cadence), List<string>> groups)
    {
        var planFrom = _year.FirstDay.AddDays(-_faker.Random.Int(2, 40));
        var diagnoses = _faker.Random.ArrayElement(_diagnoses);
        var services = _staff.Where(staff => staff.Group == school % Groups).Select(staff => staff.Discipline.Service).Distinct().ToArray();
        var rows = Math.Min(_faker.Random.Int(1, MaxRowsPerPlan), services.Length);
        foreach (var (service, index) in _faker.Random.ArrayElements(services, rows).Select((service, index) => (service, index)))
        {
            var provider = LeastBusy(service, school);
            var cadence = CadenceFor(service, provider);
            var inGroup = service is "SPEECH" or "OT" && cadence == Cadence.TwoPerWeek;
            if (inGroup)
            {
                var key = (provider, school, cadence);
                groups.TryAdd(key, []);
                groups[key].Add(number);
            }
            else
            {
                AddSeries(provider, service, "individual", cadence, [number], school);
            }

            _district.Grid.Add(new(
                $"IEP-{number}", number, "IEP", planFrom, planFrom.AddYears(1).AddDays(-1), planFrom.AddDays(-5), index + 1, service,
                inGroup ? "either" : "individual", cadence.Text, cadence.MinutesColumn, "school", null, null, Esy: false, OutsideHours: false, "", diagnoses));
            AddOrder(number, service, diagnoses);
        }
    }

    private void AddOrder(string number, string service, string diagnoses) =>
        _district.Orders.Add(new(
            number, service, _year.FirstDay.AddDays(-_faker.Random.Int(3, 30)), null, Numbers.Npi(900_000 + _faker.Random.Int(0, 7)),
            _faker.Name.LastName(), _faker.Name.FirstName(), "208000000X", diagnoses));

    private Cadence CadenceFor(string service, string provider) => service switch
    {
        "NURSING" when _load[provider] <= MaxDailyPerNurse => Cadence.Daily,
        "COUNSELING" => _faker.Random.ArrayElement([Cadence.OncePerWeek, Cadence.HalfHourPerWeek, Cadence.TwiceWeekly]),
        "PERSONAL_CARE" => Cadence.ThricePerWeek,
        _ => _faker.Random.ArrayElement(_therapyCadences),
    };

    private string LeastBusy(string service, int school)
    {
        var number = _staff.Where(staff => staff.Group == school % Groups && staff.Discipline.Service == service)
            .Select(staff => staff.Row.ProviderNumber)
            .MinBy(number => _load.GetValueOrDefault(number))!;
        _load[number] = _load.GetValueOrDefault(number) + 1;
        return number;
    }

    private void AddSeries(string provider, string service, string mode, Cadence cadence, string[] students, int school)
    {
        var visited = Enumerable.Range(0, _size.Schools).Where(other => other % Groups == school % Groups).ToArray();
        var turn = Array.IndexOf(visited, school);
        _series.Add(new(provider, service, students.Length == 1 ? "individual" : mode, cadence, students, _series.Count)
        {
            AtSchool = day => ((day.DayNumber / 7 * 5) + (day.DayNumber % 7)) % visited.Length == turn, // Day number 0 was a Monday.
        });
    }

    private void MakeLogs()
    {
        var scheduler = new Scheduler(_year, new(), new(_faker.Random), _district.Providers.ToDictionary(row => row.ProviderNumber));
        var faults = new RowFaults(_faker.Random, _size.FaultRate);
        for (var month = _size.FirstMonth; month < _size.FirstMonth.AddMonths(_size.Months); month = month.AddMonths(1))
        {
            var rows = _series.SelectMany(series => scheduler.Sessions(series, month, month.AddMonths(1).AddDays(-1)))
                .OrderBy(row => row.Date).ThenBy(row => row.Start).ThenBy(row => row.ProviderNumber).ThenBy(row => row.StudentNumber)
                .Select((row, index) => row with { RowId = string.Create(CultureInfo.InvariantCulture, $"{month:yyMM}-{index + 1:D7}") });
            _district.Logs.AddRange(rows.Select(faults.Strike));
        }

        MakeAbsences();
    }

    /// <summary>Each student is absent on a school day of each month, one without sessions if there is one among a few.</summary>
    private void MakeAbsences()
    {
        const int Tries = 5;
        var sessionDays = _district.Logs.Select(row => (row.StudentNumber, row.Date)).ToHashSet();
        for (var month = _size.FirstMonth; month < _size.FirstMonth.AddMonths(_size.Months); month = month.AddMonths(1))
        {
            var days = _year.SchoolDays(month, month.AddMonths(1).AddDays(-1)).ToArray();
            foreach (var student in days.Length == 0 ? [] : _district.Students)
            {
                var free = Enumerable.Range(0, Tries).Select(_ => _faker.Random.ArrayElement(days)).FirstOrDefault(day => !sessionDays.Contains((student.StudentNumber, day)));
                if (free != default)
                {
                    _district.Absences.Add(new(student.StudentNumber, free));
                }
            }
        }
    }
}

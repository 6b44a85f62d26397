using System.Globalization;
using System.Text.Unicode;

namespace MedicaidLogs.SeedData;

/// <summary>One month of a large district: any number of log rows in one file, and the records that they are checked against.</summary>
/// <remarks>
/// Made for measurements. Every student has one session on each of up to twenty school days; a provider sees fourteen students
/// a day, back to back. About one row in twenty is spoiled. Each row is computed from its number alone, so memory stays flat.
/// </remarks>
public sealed class LogMonth
{
    private const int MaxDays = 20;
    private const int SessionMinutes = 30;
    private const int AbsencesOfTheYearBefore = 6;
    private const int StudentsPerProvider = 14;
    private const int SpoiledOneIn = 20;
    private const int MaxRowBytes = 1024;
    private const int BufferBytes = 1 << 20;
    private const string SchoolCode = "S01";

    private static readonly string[] _columns =
    [
        "row_id", "student_number", "provider_number", "service", "mode", "date", "start", "end", "attendance", "place", "objective", "note", "signed_by",
        "signed_at",
    ];

    private static readonly Discipline[] _disciplines = Discipline.All[..3];
    private static readonly string[] _work = ["Picture cards", "Shared reading", "Desk work", "Story retell", "Board game", "Sorting task", "Obstacle course"];
    private static readonly string[] _cues = ["no cue", "visual cues", "verbal cues", "a model", "hand-over-hand help"];

    private readonly SchoolYear _year;
    private readonly DateOnly[] _days;

    /// <param name="rows">1 to 50 million.</param>
    /// <param name="month">The first day of a month with school, by default October 2026.</param>
    public LogMonth(int rows, DateOnly? month = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, 50_000_000);
        Rows = rows;
        var first = month ?? new(2026, 10, 1);
        _year = new(SchoolYear.StartYearOf(first));
        _days = [.. _year.SchoolDays(first, first.AddMonths(1).AddDays(-1)).Take(MaxDays)];
        Students = (rows + _days.Length - 1) / _days.Length;
        Providers = (Students + StudentsPerProvider - 1) / StudentsPerProvider;
    }

    public int Rows { get; }

    public int Students { get; }

    public int Providers { get; }

    /// <summary>The records that the rows are checked against; its logs are empty.</summary>
    public District Reference()
    {
        var district = new District();
        district.Calendar.AddRange(_year.CalendarRows(SchoolCode, "Large School", Scheduler.Opens, Scheduler.Closes));
        district.Rates.AddRange(Discipline.Rates(new(_year.FirstDay.Year, 7, 1)));
        for (var i = 0; i < Providers; i++)
        {
            AddProvider(district, i);
        }

        for (var i = 0; i < Students; i++)
        {
            AddStudent(district, i);
        }

        return district;
    }

    /// <summary>Writes the logs file, about 165 bytes a row, to a stream that stays open.</summary>
    public void WriteLogs(Stream stream)
    {
        stream.Write(Csv.Bytes([Csv.Line(_columns)]));
        var buffer = new byte[BufferBytes];
        var used = 0;
        for (var i = 0; i < Rows; i++)
        {
            if (buffer.Length - used < MaxRowBytes)
            {
                stream.Write(buffer, 0, used);
                used = 0;
            }

            used += Write(Row(i), buffer.AsSpan(used));
        }

        stream.Write(buffer, 0, used);
    }

    private static string StudentNumber(int student) => (1_000_001 + student).ToString(CultureInfo.InvariantCulture);

    private static string ProviderNumber(int provider) => string.Create(CultureInfo.InvariantCulture, $"P{100_001 + provider}");

    private static Discipline DisciplineOf(int provider) => _disciplines[provider % _disciplines.Length];

    /// <summary>No field that is written here holds a comma, a quote or a line break.</summary>
    private static int Write(LogRow row, Span<byte> to)
    {
        if (!Utf8.TryWrite(
            to,
            CultureInfo.InvariantCulture,
            $"{row.RowId},{row.StudentNumber},{row.ProviderNumber},{row.Service},{row.Mode},{row.Date:yyyy-MM-dd},{row.Start:HH:mm},{row.End:HH:mm},{row.Attendance},{row.Place},{row.Objective},{row.Note},{row.SignedBy},{row.SignedAt:yyyy-MM-ddTHH:mm}\n",
            out var written))
        {
            throw new InvalidOperationException($"A row is longer than {MaxRowBytes} bytes.");
        }

        return written;
    }

    private LogRow Row(int i)
    {
        var (day, student) = (_days[i / Students], i % Students);
        var (provider, slot) = Math.DivRem(student, StudentsPerProvider);
        var start = Scheduler.Opens.AddMinutes(slot * SessionMinutes);
        var dice = Mix((ulong)i);
        var row = new LogRow
        {
            RowId = (i + 1).ToString("D8", CultureInfo.InvariantCulture),
            StudentNumber = StudentNumber(student),
            ProviderNumber = ProviderNumber(provider),
            Service = DisciplineOf(provider).Service,
            Mode = "individual",
            Date = day,
            Start = start,
            End = start.AddMinutes(SessionMinutes),
            Objective = string.Create(CultureInfo.InvariantCulture, $"Goal {1 + (dice % 4)}.{1 + (dice / 4 % 5)}"),
            Note = Note(dice / 20),
            SignedBy = ProviderNumber(provider),
            SignedAt = day.ToDateTime(new(15, 10)).AddMinutes(slot),
        };
        var fate = Mix(dice);
        return fate % SpoiledOneIn == 0 ? RowFaults.Spoil(row, (int)(fate / SpoiledOneIn % (ulong)RowFaults.Count)) : row;
    }

    private static string Note(ulong dice)
    {
        var work = _work[dice % (ulong)_work.Length];
        var cue = _cues[dice / 7 % (ulong)_cues.Length];
        return string.Create(CultureInfo.InvariantCulture, $"{work} for {5 + (dice / 35 % 20)} minutes; {dice / 700 % 31} of 30 right with {cue}");
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): a row's dice from its number.</summary>
    private static ulong Mix(ulong number)
    {
        unchecked
        {
            number += 0x9E3779B97F4A7C15;
            number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
            number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
            return number ^ (number >> 31);
        }
    }

    private void AddProvider(District district, int i)
    {
        var discipline = DisciplineOf(i);
        district.Providers.Add(new(
            ProviderNumber(i), string.Create(CultureInfo.InvariantCulture, $"Provider{i + 1}"), "Sample", Numbers.Npi(i), discipline.Taxonomy, discipline.Credential,
            string.Create(CultureInfo.InvariantCulture, $"{discipline.Credential}-{i + 1}"), new(_year.FirstDay.Year - 1, 7, 1), new(_year.FirstDay.Year + 1, 6, 30), "",
            new(_year.FirstDay.Year - 2, 8, 1), null, new(_year.FirstDay.Year - 2, 8, 1), null, _days[^1]));
    }

    private void AddStudent(District district, int i)
    {
        var number = StudentNumber(i);
        var service = DisciplineOf(i / StudentsPerProvider).Service;
        var summer = new DateOnly(_year.FirstDay.Year, 8, 1);
        district.Students.Add(new(
            number, string.Create(CultureInfo.InvariantCulture, $"Student{i + 1}"), "Sample", "", new(_year.FirstDay.Year - 6 - (i % 11), 1 + (i % 12), 1 + (i % 28)),
            i % 2 == 0 ? "F" : "M", Numbers.MedicaidId(i), string.Create(CultureInfo.InvariantCulture, $"{1 + (i % 400)} Mill Street"), "Ashford Falls", "NH", "03301",
            SchoolCode, summer));
        district.Grid.Add(new(
            $"IEP-{number}", number, "IEP", summer, summer.AddYears(1).AddDays(-1), summer, 1, service, "individual", "5 x 30 min per week", null, "school",
            null, null, Esy: false, OutsideHours: false, "", "F80.2"));
        district.Consents.Add(new(number, "granted", summer, summer));
        district.Orders.Add(new(number, service, summer, null, Numbers.Npi(900_000 + (i % 50)), "Orderer", "Sample", "208000000X", "F80.2"));
        district.Eligibility.Add(new(
            number, new(_year.FirstDay.Year, 1, 1), null, OtherCoverage: false, district.Students[^1].LastName.ToUpperInvariant(), "SAMPLE", district.Students[^1].BirthDate));
        district.Absences.AddRange(Enumerable.Range(1, AbsencesOfTheYearBefore).Select(day => new AbsenceRow(number, summer.AddDays(-7 * (day + 7)))));
    }
}

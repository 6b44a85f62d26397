using System.Globalization;

namespace MedicaidLogs.SeedData;

/// <summary>What a district brings to be taken in: its reference records and its session logs.</summary>
public sealed class District
{
    public List<StudentRow> Students { get; } = [];

    public List<ProviderRow> Providers { get; } = [];

    public List<SupervisionRow> Supervision { get; } = [];

    public List<CalendarRow> Calendar { get; } = [];

    public List<GridRow> Grid { get; } = [];

    public List<ConsentRow> Consents { get; } = [];

    public List<OrderRow> Orders { get; } = [];

    public List<EligibilityRow> Eligibility { get; } = [];

    public List<AbsenceRow> Absences { get; } = [];

    public List<StayRow> Stays { get; } = [];

    public List<AuthorizationRow> Authorizations { get; } = [];

    public List<OtherPaymentRow> OtherPayments { get; } = [];

    public List<RateRow> Rates { get; } = [];

    public List<LogRow> Logs { get; } = [];

    /// <summary>Has each provider with a supervisor watched at work every four weeks.</summary>
    public void Supervise(DateOnly from, DateOnly to)
    {
        foreach (var provider in Providers.Where(provider => provider.SupervisorNumber.Length > 0))
        {
            for (var day = from; day <= to; day = day.AddDays(28))
            {
                Supervision.Add(new(provider.ProviderNumber, provider.SupervisorNumber, day, "direct"));
            }
        }
    }

    /// <summary>The reference files by name: everything but the logs.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> ReferenceFiles() =>
    [
        ("students.csv", Csv.Bytes(FileKinds.Students, Students)),
        ("providers.csv", Csv.Bytes(FileKinds.Providers, Providers)),
        ("supervision.csv", Csv.Bytes(FileKinds.Supervision, Supervision)),
        ("calendar.csv", Csv.Bytes(FileKinds.Calendar, Calendar)),
        ("grid.csv", Csv.Bytes(FileKinds.Grid, Grid)),
        ("consents.csv", Csv.Bytes(FileKinds.Consents, Consents)),
        ("orders.csv", Csv.Bytes(FileKinds.Orders, Orders)),
        ("eligibility.csv", Csv.Bytes(FileKinds.Eligibility, Eligibility)),
        ("absences.csv", Csv.Bytes(FileKinds.Absences, Absences)),
        ("stays.csv", Csv.Bytes(FileKinds.Stays, Stays)),
        ("authorizations.csv", Csv.Bytes(FileKinds.Authorizations, Authorizations)),
        ("other-payments.csv", Csv.Bytes(FileKinds.OtherPayments, OtherPayments)),
        ("rates.csv", Csv.Bytes(FileKinds.Rates, Rates)),
    ];

    /// <summary>All files by name, with one logs file for each month.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Files() =>
        ReferenceFiles().Concat(Logs
            .GroupBy(row => row.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture))
            .Select(month => ($"logs-{month.Key}.csv", Csv.Bytes(FileKinds.Logs, month))));

    /// <summary>Writes files to a directory, which is made if need be; files that are there are replaced.</summary>
    public static void Write(IEnumerable<(string Name, byte[] Bytes)> files, string directory)
    {
        foreach (var (name, bytes) in files)
        {
            var path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }
}

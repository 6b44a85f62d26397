using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Scenarios.Tests.PayerYear;

/// <summary>A district of six students: speech and occupational therapy, each twice a week, one session after the other.</summary>
internal static class YearDistrict
{
    public const int Students = 6;

    /// <summary>The months of the school year, by their first days.</summary>
    public static IReadOnlyList<DateOnly> Months { get; } = [.. Enumerable.Range(0, 10).Select(month => new DateOnly(2026, 9, 1).AddMonths(month))];

    public static DistrictBuilder Builder()
    {
        var builder = new DistrictBuilder().With(DistrictBuilder.Provider("P2", 2, "OT"));
        for (var id = 1; id <= Students; id++)
        {
            builder.With(Student(id));
        }

        return builder;
    }

    /// <summary>The month's sessions; now and then one is left out, or was not signed.</summary>
    /// <param name="firstId">Of the first session.</param>
    public static IReadOnlyList<EntryBuilder> Sessions(DateOnly month, int firstId, Random random)
    {
        var sessions = new List<EntryBuilder>();
        for (var day = month; day.Month == month.Month; day = day.AddDays(1))
        {
            if (day < DistrictBuilder.YearBegins || day > DistrictBuilder.YearEnds || day == new DateOnly(2026, 10, 12) || Discipline(day.DayOfWeek) is not var (service, provider))
            {
                continue;
            }

            for (var student = 1; student <= Students; student++)
            {
                if (random.Next(8) > 0)
                {
                    var session = An.Entry().Id(firstId + sessions.Count).For($"S{student}").On(day).At(8 + student, 0, 30).Of(service).By(provider);
                    sessions.Add(random.Next(12) == 0 ? session.Log(log => log with { SignedBy = "", SignedAt = null }) : session);
                }
            }
        }

        return sessions;
    }

    private static (string Service, string Provider)? Discipline(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday or DayOfWeek.Wednesday => ("SPEECH", "P1"),
        DayOfWeek.Tuesday or DayOfWeek.Thursday => ("OT", "P2"),
        _ => null,
    };

    private static Student Student(int id) => DistrictBuilder.Student($"S{id}", id) with
    {
        MedicaidId = $"1000000000{id}",
        Orders =
        [
            new ServiceOrder(10 + id, "SPEECH", new DateOnly(2026, 8, 15), null, "1234567893", ["F802"]),
            new ServiceOrder(20 + id, "OT", new DateOnly(2026, 8, 15), null, "1234567893", ["F82"]),
        ],
        Plans =
        [
            DistrictBuilder.Plan(id,
            [
                DistrictBuilder.Row(10 + id, "SPEECH", "30 min 2x/week"),
                DistrictBuilder.Row(20 + id, "OT", "30 min 2x/week"),
            ]),
        ],
    };
}

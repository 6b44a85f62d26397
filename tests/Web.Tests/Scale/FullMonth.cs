using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Scale;

namespace MedicaidLogs.Web.Tests.Scale;

/// <summary>October 2026 with 800 sessions, every tenth rejected, and three paid months before it, in a store that 800 other districts share.</summary>
public sealed class FullMonth : WebFixture
{
    public const int Sessions = Students * Days;

    /// <summary>One that names no objective.</summary>
    public const long Rejected = 40;

    private const int Students = 50;
    private const int Providers = 4;
    private const int Days = 16;

    private static readonly DateOnly _month = new(2026, 10, 1);

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var builder = new DistrictBuilder();
        for (var student = 1; student <= Students; student++)
        {
            builder.With(DistrictBuilder.Student(Number("S", student), student) with { MedicaidId = $"1{student:0000000000}" });
        }

        for (var provider = 2; provider <= Providers; provider++)
        {
            builder.With(DistrictBuilder.Provider(Number("P", provider), provider));
        }

        var district = await StoredDistrict.CreateAsync(database, builder);
        await district.LogAsync([.. Enumerable.Range(0, Sessions).Select(Session)]);
        await FullStore.FillAsync(
            database.DataSource, district.DistrictId, _month,
            new StoreSize(RowsOfMonth: Sessions, Months: 4, MiddlingDistricts: 0, SmallDistricts: 800));
        return district.DistrictId;
    }

    private static EntryBuilder Session(int number)
    {
        var (day, student) = Math.DivRem(number, Students);
        return An.Entry().Id(number + 1).For(Number("S", student + 1)).By(Number("P", 1 + (student % Providers)))
            .On(SchoolDay(day)).At(8 + (student / Providers / 2), student / Providers % 2 * 30, 30)
            .Log(log => log with { Note = $"Note {number}.", Objective = (number + 1) % 10 == 0 ? "" : log.Objective });
    }

    /// <summary>From Tuesday to Friday.</summary>
    private static DateOnly SchoolDay(int day) => new DateOnly(2026, 10, 6).AddDays((day / 4 * 7) + (day % 4));

    private static string Number(string letter, int number) => $"{letter}{number}";
}

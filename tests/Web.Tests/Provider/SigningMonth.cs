using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Provider;

/// <summary>The signed-in provider P1 is a speech pathologist with unsigned sessions, and supervises the assistant P2.</summary>
public sealed class SigningMonth : WebFixture
{
    /// <summary>Of P1 in October, unsigned, for one test to sign.</summary>
    public const long ToTick = 1;

    /// <summary>Of P1 in October, unsigned, and left so.</summary>
    public const long LeftUnsigned = 2;

    /// <summary>Of P2 in October, signed and not co-signed, for one test to co-sign.</summary>
    public const long ToCosign = 4;

    /// <summary>The same, and left so.</summary>
    public const long LeftToCosign = 8;

    /// <summary>Of P1 today, unsigned, and not over at noon.</summary>
    public const long NotOver = 7;

    /// <summary>Of P1 in June, unsigned, for one test to sign more than once.</summary>
    public const long ToSignTwice = 9;

    /// <summary>Of P1 in May, unsigned, for one test to sign with a one-time code.</summary>
    public const long ToSignWithCode = 10;

    /// <summary>The same, and left so by a code that was used.</summary>
    public const long LeftByUsedCode = 11;

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Student("S2", 2))
            .With(DistrictBuilder.Provider("P2", 2, "SLPA", supervisor: "P1")));
        await district.LogAsync(
            Unsigned(ToTick, new(2026, 10, 6), hour: 9),
            Unsigned(LeftUnsigned, new(2026, 10, 7), hour: 9),
            Session(3, new(2026, 10, 8), hour: 9),
            Session(ToCosign, new(2026, 10, 6), hour: 11).For("S2").By("P2"),
            Session(LeftToCosign, new(2026, 10, 7), hour: 11).For("S2").By("P2"),
            Unsigned(5, new(2026, 9, 8), hour: 9),
            Unsigned(6, new(2026, 9, 9), hour: 9),
            Unsigned(NotOver, new(2026, 11, 9), hour: 12),
            Unsigned(ToSignTwice, new(2026, 6, 9), hour: 9),
            Unsigned(ToSignWithCode, new(2026, 5, 12), hour: 9),
            Unsigned(LeftByUsedCode, new(2026, 5, 13), hour: 9));
        return district.DistrictId;
    }

    private static EntryBuilder Unsigned(long id, DateOnly day, int hour) =>
        Session(id, day, hour).Log(log => log with { SignedBy = "", SignedAt = null });

    private static EntryBuilder Session(long id, DateOnly day, int hour) =>
        An.Entry().Id(id).On(day).At(hour, 0, 30).Log(log => log with { Note = $"Note {id}." });
}

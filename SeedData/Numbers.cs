using System.Globalization;

namespace MedicaidLogs.SeedData;

/// <summary>Invented identifiers of the right form, each from its ordinal alone.</summary>
public static class Numbers
{
    private const int NpiBodies = 100_000_000;
    private const long MedicaidIds = 9_000_000_000;

    /// <summary>A National Provider Identifier that starts with 1 and ends in the right check digit.</summary>
    public static string Npi(int ordinal)
    {
        // The factor is coprime to the modulus, so ordinals never share a number, and neighbours do not look alike.
        var body = 100_000_000 + (int)((37_120_411L + (ordinal * 48_271_137L)) % NpiBodies);
        var sum = 24; // Of the prefix 80840 that the check digit covers (CMS, "Requirements for NPI check digit").
        for (var (rest, doubled) = (body, true); rest > 0; (rest, doubled) = (rest / 10, !doubled))
        {
            var digit = (rest % 10) * (doubled ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{body}{(10 - (sum % 10)) % 10}");
    }

    /// <summary>Eleven digits, as New Hampshire's payer wants them.</summary>
    public static string MedicaidId(int ordinal) =>
        (10_000_000_000 + ((2_718_281_829 + (ordinal * 3_141_592_651L)) % MedicaidIds)).ToString(CultureInfo.InvariantCulture);
}

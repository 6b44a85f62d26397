using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace MedicaidLogs.Core.Units;

/// <summary>How the minutes of one day become billing units. Which rule a code uses is the rule pack's to say.</summary>
/// <remarks>
/// The minutes of the same student, provider, code and day are summed first and rounded once: two sessions of 22 minutes are 44
/// minutes, three units by <see cref="Per15Nearest8"/>, not one unit and one unit.
/// </remarks>
public sealed class UnitRule
{
    /// <summary>Quarter hours; a rest of more than 7 minutes is one more unit. 68 minutes are 5 units.</summary>
    /// <remarks>TMHP, School Health and Related Services Handbook (therapies); the same count as CMS Pub. 100-04, chapter 5, section 20.2.</remarks>
    public static readonly UnitRule Per15Nearest8 = new("PER_15_NEAREST_8", (minutes, _) => ServiceUnits.OfWhole((minutes + 7) / 15));

    /// <summary>Tenths of an hour: 0-3 minutes are 0, 4-9 are 0.1, 10-15 are 0.2, … 58-63 are 1.0.</summary>
    /// <remarks>TMHP, School Health and Related Services Handbook (services billed by the hour).</remarks>
    public static readonly UnitRule TenthHour = new("TENTH_HOUR", (minutes, _) => ServiceUnits.OfTenths((minutes + 2) / 6));

    /// <summary>Full quarter hours only.</summary>
    public static readonly UnitRule Floor15 = new("FLOOR_15", (minutes, _) => ServiceUnits.OfWhole(minutes / 15));

    /// <summary>Quarter hours begun, for codes "up to 15 minutes" such as T1002 and T1003 (HCPCS Level II).</summary>
    public static readonly UnitRule Ceil15 = new("CEIL_15", (minutes, _) => ServiceUnits.OfWhole((minutes + 14) / 15));

    /// <summary>One unit of the code that <see cref="Units.CptMidpoint"/> chooses by the minutes; none below 16 minutes.</summary>
    public static readonly UnitRule CptMidpoint =
        new("CPT_MIDPOINT", (minutes, _) => ServiceUnits.OfWhole(Units.CptMidpoint.CodeMinutes(minutes) is null ? 0 : 1));

    /// <summary>One unit for each entry of the day, however long.</summary>
    public static readonly UnitRule PerEncounter = new("PER_ENCOUNTER", (_, entries) => ServiceUnits.OfWhole(entries));

    /// <summary>One unit for each one-way trip of the day.</summary>
    public static readonly UnitRule PerTrip = new("PER_TRIP", (_, trips) => ServiceUnits.OfWhole(trips));

    private const string SegmentTableCode = "SEGMENT_TABLE";

    private static readonly FrozenDictionary<string, UnitRule> ByCode =
        new[] { Per15Nearest8, TenthHour, Floor15, Ceil15, CptMidpoint, PerEncounter, PerTrip }.ToFrozenDictionary(rule => rule.Code);

    private readonly Func<int, int, ServiceUnits> _unitsOf;

    private UnitRule(string code, Func<int, int, ServiceUnits> unitsOf)
    {
        Code = code;
        _unitsOf = unitsOf;
    }

    /// <summary>The names of all rules, by the alphabet.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. ByCode.Keys.Append(SegmentTableCode).Order(StringComparer.Ordinal)];

    /// <summary>The rule's name in rule packs.</summary>
    public string Code { get; }

    /// <summary>A table of minute ranges: no gap, no overlap, units never falling, the last row open. Minutes before the first row earn nothing.</summary>
    /// <exception cref="ArgumentException">The table is not so; the message names the row, counted from 1.</exception>
    public static UnitRule SegmentTable(IReadOnlyList<UnitSegment> segments)
    {
        Validate(segments);
        UnitSegment[] rows = [.. segments];
        return new(SegmentTableCode, (minutes, _) => Array.FindLast(rows, row => row.FromMinutes <= minutes).Units);
    }

    /// <summary>Finds a rule by its name in a rule pack; <paramref name="segments"/> are for <c>SEGMENT_TABLE</c> alone.</summary>
    /// <exception cref="ArgumentException">The segments are not a table, or belong to a rule that has none.</exception>
    public static bool TryParse(string code, IReadOnlyList<UnitSegment> segments, [NotNullWhen(true)] out UnitRule? rule)
    {
        if (code == SegmentTableCode)
        {
            rule = SegmentTable(segments);
            return true;
        }

        if (segments.Count > 0)
        {
            throw new ArgumentException($"Only {SegmentTableCode} has segments.", nameof(segments));
        }

        return ByCode.TryGetValue(code, out rule);
    }

    /// <summary>The units of one day.</summary>
    /// <param name="dayMinutes">Minutes of the day, summed over its entries.</param>
    /// <param name="dayCount">Entries of the day; for <see cref="PerTrip"/> its one-way trips.</param>
    public ServiceUnits UnitsOf(int dayMinutes, int dayCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dayMinutes);
        ArgumentOutOfRangeException.ThrowIfNegative(dayCount);
        return _unitsOf(dayMinutes, dayCount);
    }

    public override string ToString() => Code;

    private static void Validate(IReadOnlyList<UnitSegment> segments)
    {
        if (segments.Count == 0)
        {
            throw new ArgumentException("A segment table has at least one row.", nameof(segments));
        }

        for (var i = 0; i < segments.Count; i++)
        {
            var (row, last) = (segments[i], i == segments.Count - 1);
            var follows = i == 0 ? row.FromMinutes >= 0 : row.FromMinutes == segments[i - 1].ToMinutes + 1 && row.Units >= segments[i - 1].Units;
            var ends = last ? row.ToMinutes is null : row.ToMinutes >= row.FromMinutes;
            if (!follows || !ends)
            {
                throw new ArgumentException($"Row {i + 1} of the segment table leaves a gap, overlaps, falls, or is not open where it is the last.", nameof(segments));
            }
        }
    }
}

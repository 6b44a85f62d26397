using System.Text.Json;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Core.Packs;

/// <summary>What contradicts itself in a pack, all of its layers together. The form of each piece is <see cref="PackSchema"/>'s to hold.</summary>
/// <remarks>A piece of the wrong form is passed over here, so that one run tells all there is to mend.</remarks>
internal static class PackFaults
{
    public static IEnumerable<PackFault> Of(PackNode pack) =>
    [
        .. MissingValues(pack),
        .. Each(pack, "values").SelectMany(value => OfDates(value.Node)),
        .. Each(pack, "credentials").SelectMany(credential => Unknown(credential.Node["supervisedBy"], pack, "credentials")),
        .. Codes(pack).SelectMany(code => OfCode(code, pack)),
        .. PackCodeDates.FaultsOf([.. Codes(pack).Select(PackCodeRow.Of).OfType<PackCodeRow>()]),
    ];

    private static IEnumerable<(string Name, PackNode Node)> Each(PackNode pack, string table) =>
        pack[table]?.Members.Select(member => (member.Key, member.Value)) ?? [];

    private static IReadOnlyList<PackNode> Codes(PackNode pack) => pack["codes"]?.Items ?? [];

    private static IEnumerable<PackFault> MissingValues(PackNode pack) =>
        from value in PackSchema.Values
        where pack["values"] is { Kind: JsonValueKind.Object } values && values[value.Key] is null
        select new PackFault(pack["values"]!.Place, $"'{value.Key}' is missing", value.Value.TrimEnd('.'));

    private static IEnumerable<PackFault> OfDates(PackNode dated) =>
        from pair in dated.Items.Zip(dated.Items.Skip(1))
        let before = pair.First["from"]?.Day
        let day = pair.Second["from"]?.Day
        where day <= before
        select new PackFault(pair.Second["from"]!.Place, $"{day:yyyy-MM-dd} comes after {before:yyyy-MM-dd}", "the earliest date first, and none twice");

    private static IEnumerable<PackFault> OfCode(PackNode code, PackNode pack)
    {
        var (from, to) = (code["from"]?.Day, code["to"]?.Day);
        if (to < from)
        {
            yield return new(code["to"]!.Place, $"{to:yyyy-MM-dd} is before {from:yyyy-MM-dd}", "the last day on which the row holds, or null");
        }

        if (to == DateOnly.MaxValue)
        {
            yield return new(code["to"]!.Place, "the last of all days stands here", "null where no end is known");
        }

        if (code["minutes"] is { } minutes && minutes["from"]?.Number > minutes["to"]?.Number)
        {
            yield return new(minutes.Place, "the range ends before it begins", "the shortest and the longest session, in minutes");
        }

        foreach (var unknown in Unknown(code["service"], pack, "services").Concat(Unknown(code["credentials"], pack, "credentials")).Concat(OfUnits(code)))
        {
            yield return unknown;
        }
    }

    private static IEnumerable<PackFault> OfUnits(PackNode code)
    {
        if (code["unitRule"]?.TextOrNull is not { } rule || Segments(code["segments"]) is not { } segments)
        {
            yield break;
        }

        string wrong;
        try
        {
            UnitRule.TryParse(rule, segments, out _);
            yield break;
        }
        catch (ArgumentException exception)
        {
            wrong = exception.Message.Split(" (Parameter")[0].TrimEnd('.');
        }

        yield return new((code["segments"] ?? code["unitRule"]!).Place, wrong, "the table of a SEGMENT_TABLE: no gap, no overlap, the last row open");
    }

    /// <summary>Null where one is not of the form of a segment.</summary>
    private static UnitSegment[]? Segments(PackNode? list)
    {
        var read = list?.Items.Select(Segment).ToList() ?? [];
        return read.Contains(null) ? null : [.. read.OfType<UnitSegment>()];
    }

    private static UnitSegment? Segment(PackNode row) =>
        row["fromMinutes"]?.Number is { } from && row["units"] is { } units && ServiceUnits.TryParse(units.Text, out var earned)
            ? new UnitSegment(from, row["toMinutes"]?.Number, earned)
            : null;

    /// <summary>Of a name, or a list of names, those that stand in no row of a table.</summary>
    private static IEnumerable<PackFault> Unknown(PackNode? names, PackNode pack, string table) =>
        from name in names is null ? [] : names.Items.Append(names)
        where name.TextOrNull is { } text && pack[table]?[text] is null
        select new PackFault(name.Place, $"'{name.Text}' stands in no row of {table}", $"one of {string.Join(", ", Each(pack, table).Select(row => row.Name))}");
}

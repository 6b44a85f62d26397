namespace MedicaidLogs.Core.Packs;

/// <summary>Where two packs begin to say different things. What only their sources say does not count.</summary>
internal static class PackDifference
{
    private static readonly string[] _undated = ["places", "attendance", "credentials", "services"];

    /// <returns>The first day with other rules; <see cref="DateOnly.MinValue"/>: all days have; null: none has.</returns>
    public static DateOnly? Since(PackNode one, PackNode other)
    {
        if (_undated.Any(table => Text(one[table]!) != Text(other[table]!)))
        {
            return DateOnly.MinValue;
        }

        var days = Changes(one).Concat(Changes(other)).Append(DateOnly.MinValue).Distinct().Order();
        return days.Where(day => !On(one, day).SequenceEqual(On(other, day))).Select(day => (DateOnly?)day).FirstOrDefault();
    }

    /// <summary>The days on which a dated value or a code row begins, and those after the last of a code row.</summary>
    private static IEnumerable<DateOnly> Changes(PackNode pack) =>
        pack["values"]!.Members.Values.SelectMany(dated => dated.Items.Skip(1)).Concat(pack["codes"]!.Items).Select(each => each["from"]!.Day!.Value)
            .Concat(pack["codes"]!.Items.Select(code => code["to"]?.Day).OfType<DateOnly>().Select(last => last.AddDays(1)));

    private static IEnumerable<string> On(PackNode pack, DateOnly day) =>
        pack["values"]!.Members
            .Select(value => $"{value.Key} {Text((value.Value.Items.LastOrDefault(dated => dated["from"]!.Day <= day) ?? value.Value.Items[0])["value"]!)}")
            .Concat(pack["codes"]!.Items.Where(code => code["from"]!.Day <= day && !(code["to"]?.Day < day)).Select(code => Text(code, "from", "to")))
            .Order(StringComparer.Ordinal);

    /// <summary>A piece as text that is equal where the piece means the same: without source, members by the alphabet, those that are null left out.</summary>
    private static string Text(PackNode node, params string[] without) =>
        node.Members.Count > 0
            ? string.Join(' ', node.Members
                .Where(member => member.Key != "source" && !member.Value.IsNull && !without.Contains(member.Key))
                .OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => $"{member.Key}({Text(member.Value)})"))
        : node.Items.Count > 0 ? string.Join(' ', node.Items.Select(item => $"({Text(item)})"))
        : node.Text;
}

namespace MedicaidLogs.Core.Packs;

/// <summary>A row of the code map by what tells which sessions it bills.</summary>
internal sealed record PackCodeRow(
    PackNode Node, string Service, string Mode, string[] Credentials, string Procedure, int LeastMinutes, int MostMinutes, DateOnly From, DateOnly LastDay)
{
    /// <summary>Null where the row is not of the form of one.</summary>
    public static PackCodeRow? Of(PackNode row) =>
        row["service"]?.TextOrNull is { } service && row["mode"]?.TextOrNull is { } mode && row["credentials"] is { } credentials
        && row["procedure"]?.TextOrNull is { } procedure && row["from"]?.Day is { } from
            ? new(
                row, service, mode, [.. credentials.Texts], procedure,
                row["minutes"]?["from"]?.Number ?? 0, row["minutes"]?["to"]?.Number ?? int.MaxValue, from, row["to"]?.Day ?? DateOnly.MaxValue)
            : null;

    /// <summary>Whether there are sessions that both would bill, were it not for the dates.</summary>
    public bool IsForSessionsOf(PackCodeRow other) =>
        Service == other.Service && Mode == other.Mode && Credentials.Intersect(other.Credentials).Any()
        && LeastMinutes <= other.MostMinutes && other.LeastMinutes <= MostMinutes;
}

/// <summary>Rows of the code map follow one another: no day has two rows for one session, and none lies between them without a row.</summary>
internal static class PackCodeDates
{
    public static IEnumerable<PackFault> FaultsOf(IReadOnlyList<PackCodeRow> rows) =>
        from row in rows.Index()
        let others = rows.Index().Where(other => other.Index != row.Index && other.Item.IsForSessionsOf(row.Item)).ToList()
        let earlier = others.Where(other => (other.Item.From, other.Index).CompareTo((row.Item.From, row.Index)) < 0).Select(other => other.Item).ToList()
        where earlier.Count > 0
        let last = earlier.MaxBy(other => other.LastDay)!
        select Between(last, row.Item) into fault
        where fault is not null
        select fault;

    private static PackFault? Between(PackCodeRow last, PackCodeRow row) =>
        last.LastDay >= row.From
            ? new(
                row.Node.Place,
                $"{row.Procedure} bills sessions that {last.Procedure}, {last.Node.Place.File}:{last.Node.Place.Line}, bills too",
                "service, mode, credentials, minutes and dates of two rows that do not all meet")
        : last.LastDay.AddDays(1) < row.From
            ? new(
                row.Node.Place,
                $"nothing bills these sessions from {last.LastDay.AddDays(1):yyyy-MM-dd} to {row.From.AddDays(-1):yyyy-MM-dd}, "
                    + $"between {last.Node.Place.File}:{last.Node.Place.Line} and this row",
                "rows that follow one another without a gap")
        : null;
}

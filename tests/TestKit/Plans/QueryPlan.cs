using System.Globalization;
using System.Text.Json;

namespace MedicaidLogs.TestKit.Plans;

/// <summary>How PostgreSQL ran one statement.</summary>
/// <param name="Query">As it was sent.</param>
/// <param name="Reads">Of tables, as far as they ran.</param>
/// <param name="Compared">Pairs of rows that a join compared for nothing; of the join that compared most.</param>
public sealed record QueryPlan(string Query, IReadOnlyList<TableRead> Reads, long Compared)
{
    private const string Before = "plan:\n";

    private static readonly string[] _conditions = ["Index Cond", "Recheck Cond", "Filter"];

    /// <summary>The line that says what the statement is about.</summary>
    public string FirstLine
    {
        get
        {
            var text = string.Join(' ', Query.Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= 110 ? text : text[..110];
        }
    }

    public long Rows => Reads.Sum(read => read.Rows);

    /// <summary>The plan in a notice of auto_explain; null for any other notice.</summary>
    public static QueryPlan? TryRead(string notice)
    {
        if (notice.IndexOf(Before, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        using var json = JsonDocument.Parse(notice.AsMemory(at + Before.Length));
        var reads = new List<TableRead>();
        var plan = json.RootElement.GetProperty("Plan");
        Walk(plan, reads);
        return new(json.RootElement.GetProperty("Query Text").GetString()!.Trim(), reads, ComparedIn(plan));
    }

    private static void Walk(JsonElement node, List<TableRead> reads)
    {
        if (node.TryGetProperty("Relation Name", out var table) && NumberOf(node, "Actual Loops") is > 0 and var loops
            && node.GetProperty("Node Type").GetString() is { } kind and not "ModifyTable")
        {
            reads.Add(new(
                table.GetString()!,
                kind,
                node.TryGetProperty("Index Name", out var index) ? index.GetString() : null,
                loops,
                Kept: loops * NumberOf(node, "Actual Rows"),
                Dropped: loops * (NumberOf(node, "Rows Removed by Filter") + NumberOf(node, "Rows Removed by Index Recheck")),
                Blocks: BlocksOf(node) - ChildrenOf(node).Where(IsApart).Sum(BlocksOf),
                string.Join("; ", _conditions.Where(name => node.TryGetProperty(name, out _)).Select(name => $"{name}: {node.GetProperty(name)}"))));
        }

        foreach (var child in ChildrenOf(node))
        {
            Walk(child, reads);
        }
    }

    private static long ComparedIn(JsonElement node) =>
        ChildrenOf(node).Select(ComparedIn).Prepend(NumberOf(node, "Actual Loops") * NumberOf(node, "Rows Removed by Join Filter")).Max();

    private static IEnumerable<JsonElement> ChildrenOf(JsonElement node) => node.TryGetProperty("Plans", out var below) ? below.EnumerateArray() : [];

    /// <summary>A query of its own, such as one in a filter; a bitmap's indexes are not.</summary>
    private static bool IsApart(JsonElement node) => node.GetProperty("Parent Relationship").GetString() is "SubPlan" or "InitPlan";

    private static long BlocksOf(JsonElement node) => NumberOf(node, "Shared Hit Blocks") + NumberOf(node, "Shared Read Blocks");

    private static long NumberOf(JsonElement node, string name) => node.TryGetProperty(name, out var number) ? (long)number.GetDouble() : 0;
}

/// <summary>One place of a plan where a table, or a partition of it, was read.</summary>
/// <param name="Kind">As PostgreSQL names it: <c>Seq Scan</c>, <c>Index Scan</c>.</param>
/// <param name="Loops">How many times.</param>
/// <param name="Kept">Rows in all loops; PostgreSQL rounds them in each.</param>
/// <param name="Dropped">Rows that were read for nothing, in all loops.</param>
/// <param name="Blocks">Of 8 kB, of the table and its index, in all loops.</param>
/// <param name="Conditions">As PostgreSQL writes them.</param>
public sealed record TableRead(string Table, string Kind, string? Index, long Loops, long Kept, long Dropped, long Blocks, string Conditions)
{
    public long Rows => Kept + Dropped;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind} of {Table}{(Index is null ? "" : " by " + Index)}: {Kept} rows kept, {Dropped} dropped, {Blocks} blocks, {Loops} times ({Conditions})");
}

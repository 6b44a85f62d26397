namespace MedicaidLogs.Worker.Archives;

/// <summary>A table whose rows of a district go into the district's archive, and out of it.</summary>
/// <param name="Name">With its schema.</param>
/// <param name="Says">What its rows are, for who opens the archive.</param>
/// <param name="Replaced">Columns whose values stay behind.</param>
public sealed record ArchivedTable(string Name, string Says, params ReplacedColumn[] Replaced)
{
    /// <summary>Within the archive.</summary>
    public string Path => $"tables/{Name}.csv";
}

/// <summary>A column of which the archive holds something else.</summary>
/// <param name="Value">An SQL expression over the row.</param>
/// <param name="Why">Why what stands in the column stays behind.</param>
public sealed record ReplacedColumn(string Name, string Value, string Why);

/// <summary>A table of districts that no archive holds.</summary>
/// <param name="Why">Where its rows come from in the next installation, or why it needs none.</param>
public sealed record TableLeftOut(string Name, string Why);

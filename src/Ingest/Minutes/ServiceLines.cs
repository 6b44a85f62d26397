namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Lines of one service that can be told together: direct or consultation, with a target or without. An amended plan has several.</summary>
internal sealed record ServiceLines(string Service, bool Consultation, IReadOnlyList<LedgerLine> Lines)
{
    public TargetProblem? Problem => Lines[0].Problem;

    public static IReadOnlyList<ServiceLines> Of(StudentLedger ledger) =>
    [
        .. ledger.Lines.GroupBy(line => (line.Row.Service, line.IsConsultation, line.Problem))
            .Select(lines => new ServiceLines(lines.Key.Service, lines.Key.IsConsultation, [.. lines])),
    ];

    public MinuteTotals Total() => Lines.Aggregate(default(MinuteTotals), (sum, line) => sum + line.Total());

    public MinuteTotals Between(DateOnly from, DateOnly to) => Lines.Aggregate(default(MinuteTotals), (sum, line) => sum + line.Between(from, to));
}

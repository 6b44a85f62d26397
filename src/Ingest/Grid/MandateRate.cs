namespace MedicaidLogs.Ingest.Grid;

/// <summary>Sessions and minutes per week or per year, and the convention by which they were computed, to be shown beside them.</summary>
/// <remarks>Sessions are null where the row gives minutes alone, minutes where it gives sessions alone.</remarks>
public sealed record MandateRate(Fraction? Sessions, Fraction? Minutes, string Convention);

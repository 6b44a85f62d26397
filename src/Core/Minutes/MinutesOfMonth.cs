namespace MedicaidLogs.Core.Minutes;

/// <summary>What a district's plans promised for a month and what became of it. docs/minutes.md says what each number means.</summary>
/// <param name="Rows">By grid row; rows that no plan holds in the month are missing.</param>
/// <param name="MadeUpOn">By the entry of a missed session: the days of the make-ups that were credited to it, in time.</param>
public sealed record MinutesOfMonth(IReadOnlyDictionary<long, RowMinutes> Rows, IReadOnlyDictionary<long, IReadOnlyList<DateOnly>> MadeUpOn);

/// <summary>The month's minutes of one grid row, whoever gave them.</summary>
/// <param name="Mandated">At most two decimals, half away from zero; null where it cannot be told how much the row promises.</param>
/// <param name="Delivered">Make-ups apart.</param>
/// <param name="MadeUp">Of sessions missed in the month, whenever they were made up.</param>
/// <param name="Difference">Delivered and made up less mandated; null without a mandate.</param>
public sealed record RowMinutes(
    decimal? Mandated, long Delivered, long MadeUp, long MissedByStudent, long MissedByProvider, long MissedBySystem, long Owed, decimal? Difference);

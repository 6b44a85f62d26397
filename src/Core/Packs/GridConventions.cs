namespace MedicaidLogs.Core.Packs;

/// <summary>How an amount per one period is turned into an amount per another. No law settles these; a district's rule pack does.</summary>
/// <remarks>
/// <para><c>InstructionalWeeks</c>: weeks of an instructional year; 36 to 40 are in use.</para>
/// <para><c>DaysPerWeek</c>: days of instruction in a full week.</para>
/// <para><c>WeeksPerMonth</c>: weeks of instruction to a month, for weekly and yearly figures of a monthly amount: 36 weeks are nine such months.</para>
/// <para>
/// <c>ClosuresCutWeeks</c>: a holiday in a week lowers what the week mandates, by the days of instruction that are left. Months,
/// years and cycles are never lowered by closures: a month and a year are agreed upon with their ordinary holidays in them, and a
/// cycle counts days of instruction alone.
/// </para>
/// </remarks>
public sealed record GridConventions(int InstructionalWeeks = 36, int DaysPerWeek = 5, int WeeksPerMonth = 4, bool ClosuresCutWeeks = true);

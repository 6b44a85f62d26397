namespace MedicaidLogs.Web.Months;

/// <summary>One thing that a clerk has to see to.</summary>
/// <param name="Title">What it is.</param>
/// <param name="More">Whom or what it is about; null where the title says all.</param>
/// <param name="How">How many there are, as a person says it.</param>
/// <param name="Cents">What hangs on it; null where that cannot be said.</param>
/// <param name="DaysLeft">Until it is too late; null where no day is set.</param>
/// <param name="Address">Where it is seen to; null: by somebody else, at another desk.</param>
public sealed record Need(string Look, string Title, string? More, string How, long? Cents, int? DaysLeft, string? Address);

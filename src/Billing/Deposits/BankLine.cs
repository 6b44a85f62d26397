namespace MedicaidLogs.Billing.Deposits;

/// <summary>A line of the district's bank account, as finance enters or imports it.</summary>
/// <param name="Cents">Below nothing for what left the account; never nothing.</param>
/// <param name="TraceNumber">As the bank gives it (the 835's TRN02); empty where it gives none. Up to 50 characters.</param>
/// <param name="Description">Up to 200 characters.</param>
public sealed record BankLine(DateOnly BankedOn, long Cents, string TraceNumber, string Description)
{
    public const int MostTraceCharacters = 50;
    public const int MostDescriptionCharacters = 200;
    private const long MostCents = 100_000_000_000;

    /// <summary>What is wrong with it, in words for finance; null for nothing.</summary>
    public string? Fault => this switch
    {
        { Cents: 0 } => "the amount is nothing",
        { Cents: > MostCents or < -MostCents } => "the amount is more than a billion dollars",
        { BankedOn.Year: < 2000 or > 2200 } => "the date cannot be right",
        { TraceNumber.Length: > MostTraceCharacters } => $"the trace number has more than {MostTraceCharacters} characters",
        { Description.Length: > MostDescriptionCharacters } => $"the description has more than {MostDescriptionCharacters} characters",
        _ => null,
    };
}

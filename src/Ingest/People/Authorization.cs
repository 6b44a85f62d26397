namespace MedicaidLogs.Ingest.People;

/// <summary>What the payer authorized before the service was given.</summary>
/// <param name="Number">The payer's; the claim carries it (837P REF*G1).</param>
/// <param name="For">A service of the rule pack, or a procedure code.</param>
/// <param name="To">Null: no end is known.</param>
/// <param name="Units">Most units of the code over the whole time; null: no limit.</param>
public sealed record Authorization(long AuthorizationId, string Number, string For, DateOnly From, DateOnly? To, int? Units)
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

namespace MedicaidLogs.Ingest.People;

/// <summary>A stay in an institution in which Medicaid does not pay for the school's services.</summary>
/// <param name="To">Null: no end is known.</param>
public sealed record Stay(long StayId, DateOnly From, DateOnly? To)
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

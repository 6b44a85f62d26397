namespace MedicaidLogs.Ingest.People;

/// <summary>A service that another payer was asked for and decided on; what it paid is Billing's to read.</summary>
public sealed record OtherPayment(DateOnly Date, string Procedure);

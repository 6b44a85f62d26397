namespace MedicaidLogs.Ingest.Entries;

/// <summary>What a check run says of an entry as a whole, as the store keeps it beside the entry.</summary>
/// <param name="Modifiers">Of the claim line, in order, separated by blanks.</param>
/// <param name="RateCents">Per unit of the procedure on the date of service.</param>
/// <param name="ValueCents">See <see cref="Checks.Values"/>.</param>
public readonly record struct Verdict(
    long? StudentId,
    long? ProviderId,
    string? Credential,
    long? GridRowId,
    long? OrderId,
    string? Procedure,
    string? Modifiers,
    long? RateCents,
    bool Delivered,
    bool Billable,
    long ValueCents)
{
    /// <summary>The verdicts that the check engine has left on the entry.</summary>
    public static Verdict Of(Entry entry) => new(
        entry.Student?.StudentId,
        entry.Provider?.ProviderId,
        entry.Credential?.Name,
        entry.GridRow?.GridRowId,
        entry.Order?.OrderId,
        entry.Code?.Procedure,
        entry.Code is { } code ? Checks.Matching.ModifiersOf(code, entry) : null,
        entry.RateCents,
        Delivered: entry.Held && !entry.Undelivered,
        Billable: entry.BillableSoFar,
        entry.ValueCents);
}

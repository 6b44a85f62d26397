namespace MedicaidLogs.Core.Audit;

/// <summary>Who changes something, when and why; every change of the store takes one.</summary>
/// <param name="When">From the caller's <see cref="TimeProvider"/>.</param>
/// <param name="Why">The person's reason, where one is asked for.</param>
public sealed record ChangeContext(Actor Who, DateTimeOffset When, string? Why = null);

using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>What a sealed PDF says of itself, and the store knows it by: ids and a hash, no personal data.</summary>
/// <param name="District">The district's code.</param>
/// <param name="DocumentId">One for each student, provider, service and month.</param>
/// <param name="Version">1 for the first; a change of content makes the next.</param>
/// <param name="ContentHash">Of the record that was printed, not of the PDF.</param>
public sealed record DocumentIdentity(string District, string DocumentId, int Version, FileHash ContentHash);

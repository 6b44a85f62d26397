namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>A time stamp is wanted and not to be had now: nothing is sealed, and a later try may go. The message names the authority and what it did.</summary>
public sealed class TimeStampException(string message, Exception? cause = null) : Exception(message, cause);

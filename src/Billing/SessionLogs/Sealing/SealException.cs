namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>The seal cannot be set: the certificate, or the address of the time stamp authority, is not as it must be. The message is for the person who set it up.</summary>
public sealed class SealException(string message, Exception? cause = null) : Exception(message, cause);

namespace MedicaidLogs.Billing.SessionLogs.Printing;

/// <summary>Chromium cannot be started, died, hangs or does not understand us.</summary>
public sealed class BrowserLostException(string message, Exception? cause = null) : Exception(message, cause);

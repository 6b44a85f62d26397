namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>The bytes are not a PDF that we can read. The message names positions and no content.</summary>
public class PdfFormatException(string message) : Exception(message);

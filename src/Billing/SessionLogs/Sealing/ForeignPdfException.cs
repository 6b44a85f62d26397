namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>A PDF of a kind that neither Chromium nor we write: with cross-reference streams, or encrypted.</summary>
public sealed class ForeignPdfException() : PdfFormatException("The file has cross-reference streams or is encrypted. Chromium writes neither.");

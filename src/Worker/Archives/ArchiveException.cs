namespace MedicaidLogs.Worker.Archives;

/// <summary>An archive cannot be written or loaded; the message tells a person why. Nothing was kept.</summary>
public sealed class ArchiveException(string message) : Exception(message);

namespace MedicaidLogs.Ingest.Files;

/// <summary>A file is kept.</summary>
/// <param name="ImportFileId">As the district keeps it.</param>
/// <param name="CameBefore">The same bytes were there already; what was taken in of them stays as it is.</param>
public readonly record struct Receipt(long ImportFileId, bool CameBefore);

/// <summary>What came of sending a file.</summary>
/// <param name="ImportFileId">The file as the district keeps it.</param>
public abstract record IntakeOutcome(long ImportFileId)
{
    /// <summary>Its rows are in the store.</summary>
    public sealed record TakenIn(long ImportFileId, int Rows, int Entered, int Changed, int Malformed, int Duplicates)
        : IntakeOutcome(ImportFileId);

    /// <summary>The same bytes came before; nothing was done.</summary>
    /// <param name="At">When they were taken in, UTC.</param>
    public sealed record AlreadyTakenIn(long ImportFileId, DateTimeOffset At) : IntakeOutcome(ImportFileId);

    /// <summary>Nothing of it was taken in; the file itself is kept.</summary>
    /// <param name="Reason">For the person who sent it.</param>
    public sealed record Refused(long ImportFileId, string Reason) : IntakeOutcome(ImportFileId);
}

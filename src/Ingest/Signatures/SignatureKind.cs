namespace MedicaidLogs.Ingest.Signatures;

/// <summary>Whose signature it is: the provider's own, or that of the supervisor beside it.</summary>
public enum SignatureKind
{
    Signed,
    Cosigned,
}

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Which key a trial certificate gets.</summary>
public enum SealKey
{
    /// <summary>P-256: short seals.</summary>
    Ec,

    /// <summary>RSA of 3072 bits, which most authorities give.</summary>
    Rsa,
}

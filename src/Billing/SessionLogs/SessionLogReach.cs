namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>Whose session logs may be seen.</summary>
/// <param name="ProviderId">Those of one provider; null: of all.</param>
/// <param name="Schools">Codes: those of students who were of one of these schools on a day of the log's month; null: of all.</param>
public sealed record SessionLogReach(long? ProviderId, string[]? Schools)
{
    public static readonly SessionLogReach WholeDistrict = new(null, null);
}

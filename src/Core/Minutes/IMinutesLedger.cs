using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Core.Minutes;

/// <summary>The minutes ledger, for those who may not look into the intake (ADR 21).</summary>
public interface IMinutesLedger
{
    /// <param name="transaction">Whose moment the ledger is of.</param>
    /// <param name="month">First day of the month.</param>
    /// <param name="studentId">Of the one student; null: all.</param>
    Task<MinutesOfMonth> OfMonthAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, long? studentId, CancellationToken cancellationToken = default);
}

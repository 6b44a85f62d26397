using Bogus;

namespace MedicaidLogs.SeedData;

/// <summary>Spoils a share of otherwise clean log rows, each in one way that a check finds.</summary>
public sealed class RowFaults(Randomizer random, double rate)
{
    private static readonly Func<LogRow, LogRow>[] _faults =
    [
        row => row with { SignedAt = null, CosignedAt = null, CosignedBy = "" },
        row => row with { Note = "" },
        row => row with { End = row.Start },
        row => row with { SignedAt = row.SignedAt?.AddDays(11) },
        row => row with { SignedAt = row.Date.ToDateTime(row.Start ?? default) },
        row => row with { StudentNumber = row.StudentNumber + "X" },
        row => row with { ProviderNumber = row.ProviderNumber + "X" },
        row => row with { Attendance = "A" },
        row => row with { Attendance = "SNA" },
        row => row with { Place = "bus" },
        row => row with { Place = "home" },
        row => row with { Mode = "consult" },
    ];

    /// <summary>How many ways there are.</summary>
    public static int Count => _faults.Length;

    /// <summary>The row, spoiled in one of the ways.</summary>
    public static LogRow Spoil(LogRow row, int way) => _faults[way](row);

    public LogRow Strike(LogRow row) =>
        rate > 0 && random.Double() < rate ? Spoil(row, random.Int(0, _faults.Length - 1)) : row;
}

namespace MedicaidLogs.Core.Database;

/// <summary>Server settings of a private local PostgreSQL, passed at each start.</summary>
public sealed record LocalPostgresProfile(string Name, IReadOnlyList<string> InitdbOptions, IReadOnlyList<string> Settings)
{
    private const long MaximumSharedBuffersMegabytes = 4096;

    /// <summary>Loopback only, a socket nobody else sees, and a log that names no row values (no DETAIL, no CONTEXT).</summary>
    private static readonly string[] _always =
    [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=.", // relative to the data directory, which only its owner may enter
        "log_error_verbosity=terse",
        "timezone=UTC",
        "log_timezone=UTC",
        "jit=off", // compiling costs more than our short statements take
        "random_page_cost=1.1", // a solid-state disk, or memory: by indexes a month's rows, not by reading all years
    ];

    /// <summary>For real data: every durability setting stays on; memory and WAL sized for bulk loads.</summary>
    public static LocalPostgresProfile Durable { get; } = new(
        nameof(Durable),
        ["--data-checksums"],
        [
            .. _always,
            $"shared_buffers={SharedBuffersMegabytes()}MB",
            "max_wal_size=8GB",
            "maintenance_work_mem=512MB",
            "wal_compression=lz4",
        ]);

    /// <summary>For tests only: a power cut loses the data, which nobody misses.</summary>
    public static LocalPostgresProfile TestsWithoutFsync { get; } = new(
        nameof(TestsWithoutFsync),
        ["--no-sync"],
        [
            .. _always,
            "shared_buffers=256MB",
            "max_connections=300", // several test projects at once
            "fsync=off",
            "full_page_writes=off",
            "synchronous_commit=off",
        ]);

    private static long SharedBuffersMegabytes()
    {
        var quarter = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / (1 << 20);
        return Math.Clamp(quarter, 128, MaximumSharedBuffersMegabytes);
    }
}

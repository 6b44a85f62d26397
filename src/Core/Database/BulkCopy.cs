using Npgsql;

namespace MedicaidLogs.Core.Database;

/// <summary>Writes many rows by one COPY.</summary>
public static class BulkCopy
{
    /// <summary>Rows that one core encodes at a time: some hundred kilobytes.</summary>
    private const int SliceRows = 1024;

    /// <summary>Signature, no flags, no extension.</summary>
    private static readonly byte[] _header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] _trailer = [0xFF, 0xFF];

    /// <summary>Writes rows that are encoded already; without any, nothing is sent.</summary>
    /// <param name="copySql"><c>copy TABLE (COLUMNS) from stdin (format binary)</c>.</param>
    /// <exception cref="PostgresException">The server refuses a row; none has been written then.</exception>
    public static async Task WriteAsync(NpgsqlConnection connection, string copySql, CopyRows rows, CancellationToken cancellationToken)
    {
        if (rows.Written.IsEmpty)
        {
            return;
        }

        await using var copy = await connection.BeginRawBinaryCopyAsync(copySql, cancellationToken);
        await copy.WriteAsync(_header, cancellationToken);
        await copy.WriteAsync(rows.Written, cancellationToken);
        await copy.WriteAsync(_trailer, cancellationToken);
    }

    /// <summary>All cores encode rows while the server takes in the ones before.</summary>
    /// <param name="copySql"><c>copy TABLE (COLUMNS) from stdin (format binary)</c>.</param>
    /// <param name="rows">How many rows there are; with none, nothing is sent.</param>
    /// <param name="write">Writes the row of an index, from 0. Called from several threads, each with rows of its own.</param>
    /// <exception cref="PostgresException">The server refuses a row; none has been written then.</exception>
    public static async Task WriteAsync(
        NpgsqlConnection connection, string copySql, int rows, Action<CopyRows, int> write, CancellationToken cancellationToken)
    {
        if (rows == 0)
        {
            return;
        }

        // Whatever fails on the way leaves the COPY ended early: the caller's transaction is not committed then.
        await using var copy = await connection.BeginRawBinaryCopyAsync(copySql, cancellationToken);
        await copy.WriteAsync(_header, cancellationToken);
        var ahead = new Queue<Task<CopyRows>>();
        var next = 0;
        for (var i = 0; i < Environment.ProcessorCount + 1 && next < rows; i++)
        {
            ahead.Enqueue(Encode(new CopyRows()));
        }

        while (ahead.TryDequeue(out var slice))
        {
            var encoded = await slice;
            await copy.WriteAsync(encoded.Written, cancellationToken);
            if (next < rows)
            {
                ahead.Enqueue(Encode(encoded));
            }
        }

        await copy.WriteAsync(_trailer, cancellationToken);

        Task<CopyRows> Encode(CopyRows into)
        {
            var (from, to) = (next, Math.Min(next + SliceRows, rows));
            next = to;
            return Task.Run(
                () =>
                {
                    into.Clear();
                    for (var i = from; i < to; i++)
                    {
                        write(into, i);
                    }

                    return into;
                },
                cancellationToken);
        }
    }
}

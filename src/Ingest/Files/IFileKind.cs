using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Ingest.Files;

/// <summary>One of the kinds of files: its columns, and what becomes of its rows.</summary>
public interface IFileKind
{
    FileFormat Format { get; }

    /// <summary>Entries are made from its rows; otherwise they are what entries are checked against.</summary>
    bool HoldsEntries => false;

    /// <summary>Reads a row for its problems alone, before anything of the file is taken in.</summary>
    void Try(RowReader row);

    /// <summary>Puts the rows into the store. Every row of the file is in the result's counts.</summary>
    /// <exception cref="FileRefusedException">The file as a whole cannot be taken in; nothing of it stays.</exception>
    Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken);
}

/// <summary>The file that is being taken in. <see cref="FileIntake"/> owns the transaction, in which the district is locked.</summary>
/// <param name="Database">For connections beside the transaction's.</param>
/// <param name="Source">Whose row ids the file holds.</param>
/// <param name="AsOf">Today in the district.</param>
public sealed record IntakeContext(
    NpgsqlDataSource Database, NpgsqlTransaction Transaction, District District, long ImportFileId, string Source, DateOnly AsOf, ChangeContext Change)
{
    public NpgsqlConnection Connection => Transaction.Connection!;
}

/// <summary>What became of a file's rows: total = entered + malformed + duplicates.</summary>
/// <param name="Total">As counted while reading.</param>
/// <param name="Entered">Became a record, or a new version of one.</param>
/// <param name="Changed">Of those entered: changed a record that was there before.</param>
/// <param name="Duplicates">Said nothing new.</param>
/// <param name="StoreChanged">Something in the store is not as it was, if only a record that a replacing file left out.</param>
public sealed record IntakeResult(
    int Total, int Entered, int Changed, int Duplicates, IReadOnlyList<MalformedLine> Malformed, bool StoreChanged);

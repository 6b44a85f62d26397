using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Core.Reminders;
using MedicaidLogs.Worker.Reminders;
using MedicaidLogs.Worker.Schedule;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A night in which each desk's waiting work is to be counted.</summary>
public sealed record NoteReminders(int DistrictId, DateOnly Night) : NightArguments(DistrictId, Night)
{
    public const string Name = "note-reminders";

    /// <summary>After the books, before people come.</summary>
    public static TimeOnly Hour { get; } = new(4, 0);

    public override string Kind => Name;
}

/// <summary>Counts what waits at each desk, so that its home can tell in the morning what is new. Sends nothing.</summary>
public sealed class NoteRemindersJob(NpgsqlDataSource database, TimeProvider clock) : IJob<NoteReminders>
{
    public async Task RunAsync(NoteReminders arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var districtId = new DistrictId(arguments.DistrictId);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var found = await new DeskReminders(database, district, clock).FindAsync(progress, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Reminder.ReplaceAsync(transaction, districtId, arguments.Night, found, cancellationToken);
        await NightWork.DoneAsync(transaction, districtId, NoteReminders.Name, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

using Npgsql;

namespace MedicaidLogs.Core.Jobs;

/// <summary>What a job is to work on: a record of plain numbers and dates, stored readable. Never a name, never a Medicaid ID.</summary>
public interface IJobArguments
{
    /// <summary>What is done, in lower-case words: <c>check-month</c>.</summary>
    string Kind { get; }

    int DistrictId { get; }

    /// <summary>To what of the district, in lower-case letters, digits and dashes: <c>2026-10</c>.</summary>
    string Subject { get; }

    /// <summary>Names the work, unique among all jobs: <c>check-month-1-2026-10</c>. While it is open, enqueueing it again adds nothing.</summary>
    string Key => $"{Kind}-{DistrictId}-{Subject}";
}

/// <summary>Work that runs behind a page or a command, known to no engine.</summary>
/// <remarks>
/// It may run twice, and at once on two machines: what is to be done is read from the domain's own state, and doing it
/// again changes nothing. A lost trigger loses no work, for a sweep finds it.
/// </remarks>
public interface IJob<in TArguments>
    where TArguments : IJobArguments
{
    /// <param name="progress">May be told how far it is, as often as is convenient.</param>
    Task RunAsync(TArguments arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken);
}

/// <summary>How far a job is.</summary>
/// <param name="Total">Null: nobody knows yet.</param>
public readonly record struct JobProgress(long Done, long? Total);

/// <summary>Runs jobs on the workers; the two engines pass one conformance suite.</summary>
public interface IJobEngine
{
    /// <summary>Runs these jobs soon after the transaction commits, and never when it rolls back.</summary>
    /// <param name="work">Of one kind; what the engine has already stays as it is.</param>
    Task EnqueueAsync<TArguments>(IReadOnlyList<TArguments> work, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
        where TArguments : IJobArguments;
}

using System.Globalization;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A night in which a district's books are to be looked at.</summary>
public sealed record VerifyBooks(int DistrictId, DateOnly Night) : IJobArguments
{
    public const string Name = "verify-books";

    public string Kind => Name;

    public string Subject => Night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Looks at the books as <c>medlogs verify</c> does, and keeps what it found for the pages.</summary>
public sealed class VerifyBooksJob(NpgsqlDataSource database, TimeProvider clock) : IJob<VerifyBooks>
{
    public Task RunAsync(VerifyBooks arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken) =>
        new LedgerVerification(database).VerifyAndKeepAsync(
            new DistrictId(arguments.DistrictId), Actor.Command("serve"), clock, new Files(progress), cancellationToken);

    private sealed class Files(IProgress<JobProgress> progress) : IProgress<FilesRead>
    {
        public void Report(FilesRead value) => progress.Report(new(value.Files, null));
    }
}

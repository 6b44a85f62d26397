using System.CommandLine;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs reconcile --month 2026-10</c>: where every entry's dollars stand, what was rejected, and the funnel, as files.</summary>
public static class ReconcileCommand
{
    public static Command Create()
    {
        var month = CommonOptions.Month();
        var output = OutputFolder.Option();
        var command = new Command("reconcile", "Write reconciliation.csv, rejected.csv and funnel.json of a month.") { month, output };
        command.SetAction(Session.Run("reconcile", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            return await ReconcileAsync(session, district, day, OutputFolder.Of(parsed, output, district, day), cancellationToken);
        }));
        return command;
    }

    public static async Task<int> ReconcileAsync(
        Session session, District district, DateOnly month, string folder, CancellationToken cancellationToken)
    {
        var reconciliation = Path.Combine(folder, "reconciliation.csv");
        var rejected = Path.Combine(folder, "rejected.csv");
        var buckets = new MonthBuckets(new Dictionary<Bucket, CountAndCents>(), default);
        await OutputFolder.WriteAsync(reconciliation, async file =>
            buckets = await new MonthReconciliation(session.Database).WriteAsync(district.DistrictId, month, file, cancellationToken));
        await OutputFolder.WriteAsync(rejected, file =>
            new RejectedEntries(session.Database).WriteAsync(district.DistrictId, month, file, cancellationToken));
        var funnel = await Funnel.LoadAsync(session.Database, district.DistrictId, month, cancellationToken);
        await OutputFolder.WriteAsync(Path.Combine(folder, "funnel.json"), async file =>
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(funnel.ToJson()), cancellationToken));

        session.Terminal.Table("Every dollar in one bucket", ["bucket", "count", "dollars"], BucketText.All
            .Where(bucket => buckets[bucket].Entries > 0)
            .Select(bucket => new[] { BucketText.Of(bucket), Text.Count(buckets[bucket].Entries), Text.Dollars(buckets[bucket].Cents) })
            .Append(["all", Text.Count(buckets.All.Entries), Text.Dollars(buckets.All.Cents)]));
        session.Terminal.Result("reconciliation", new { files = new[] { reconciliation, rejected }, funnel });
        return ExitCode.Done;
    }

    /// <summary>The month from the rows of its files to its claims.</summary>
    public static async Task ShowFunnelAsync(Session session, District district, DateOnly month, CancellationToken cancellationToken)
    {
        var funnel = await Funnel.LoadAsync(session.Database, district.DistrictId, month, cancellationToken);
        session.Terminal.Table($"{MonthName.Of(month)}, {district.Name}", ["step", "count", "dollars"],
        [
            ["rows in files", Text.Count(funnel.Rows.Total), ""],
            ["  malformed", Text.Count(funnel.Rows.Malformed), ""],
            ["  duplicates", Text.Count(funnel.Rows.Duplicate), ""],
            Step("entries", funnel.Entries),
            Step("  delivered", funnel.Delivered),
            Step("  rejected", funnel.Rejected),
            Step("  not billable", funnel.NotBillable),
            Step("  billable", funnel.Billable),
            Step("    ready", funnel.Ready),
            Step("    batched", funnel.Batched),
            ["claims", Text.Count(funnel.Claims), ""],
            ["claim lines", Text.Count(funnel.ClaimLines), Text.Dollars(funnel.Batched.Cents)],
            Step("  accepted", funnel.Answers.Accepted),
            Step("  rejected by the payer", funnel.Answers.Rejected),
            Step("  paid", funnel.Answers.Paid),
            Step("  adjusted", funnel.Answers.Adjusted),
            Step("  denied", funnel.Answers.Denied),
            Step("  written off", funnel.Answers.WrittenOff),
            Step("  waiting for the answer to a void", funnel.Answers.Voiding),
            Step("  outstanding", funnel.Answers.Outstanding),
        ]);
        session.Terminal.Result("funnel", funnel);
    }

    private static string[] Step(string name, FunnelStep step) => [name, Text.Count(step.Entries), Text.Dollars(step.Cents)];
}

namespace MedicaidLogs.Worker.Tests.Engines.Hangfire;

public sealed class HangfireEngineTests(ConformanceDatabase database) : EngineConformance(database, "hangfire")
{
    protected override string LoseTriggers => "delete from hangfire.medlogs_outbox";
}

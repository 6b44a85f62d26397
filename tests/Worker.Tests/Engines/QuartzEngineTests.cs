namespace MedicaidLogs.Worker.Tests.Engines;

public sealed class QuartzEngineTests(ConformanceDatabase database) : EngineConformance(database, "quartz")
{
    protected override string LoseTriggers => "delete from qrtz_simple_triggers where trigger_name <> 'sweep'; delete from qrtz_triggers where trigger_name <> 'sweep'";
}

using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Schedule;

namespace MedicaidLogs.Worker.Engines;

/// <summary>Puts an engine into a host, as <see cref="IJobEngine"/> behind a <see cref="JobBacklog"/>, with the recurring sweep.</summary>
public delegate void AddEngine(IServiceCollection services, IReadOnlyList<JobKind> kinds);

/// <summary>Puts the jobs, what is written around them, and the engine into a host.</summary>
public static class JobServices
{
    /// <summary>The engine that this program was built with.</summary>
    public static AddEngine BuiltIn =>
#if HANGFIRE
        Hangfire.HangfireEngine.AddTo;
#else
        QuartzEngine.AddTo;
#endif

    /// <remarks>The host registers the database, the clock and what the jobs themselves need.</remarks>
    public static IServiceCollection AddJobs(this IServiceCollection services, IReadOnlyList<JobKind> kinds, AddEngine addEngine)
    {
        services.AddSingleton(kinds);
        foreach (var kind in kinds)
        {
            kind.AddTo(services);
        }

        services.AddSingleton(ThisWorker.Start());
        services.AddSingleton<JobRunner>();
        services.AddScoped<Sweep>();
        services.AddHostedService<Heartbeat>();
        addEngine(services, kinds);
        return services;
    }
}

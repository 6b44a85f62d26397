using System.Globalization;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Schedule;
using Npgsql;
using Quartz;

namespace MedicaidLogs.Worker.Engines;

/// <summary>Jobs on Quartz, with its store in our PostgreSQL: several workers on several machines share one backlog.</summary>
public sealed class QuartzEngine(ISchedulerFactory schedulers, TimeProvider clock) : IJobEngine
{
    private const string OfDistrict = "district-";

    private static readonly JobKey _sweep = new("sweep");

    /// <remarks>
    /// Quartz writes its triggers on the caller's connection: rolled back, they never were. It locks all workers out for that, to the
    /// caller's commit, so what it has is asked first, in one statement and without a lock.
    /// </remarks>
    public async Task EnqueueAsync<TArguments>(
        IReadOnlyList<TArguments> work, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
        where TArguments : IJobArguments
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        using (scheduler.EnlistTransaction(transaction))
        {
            var job = new JobKey(typeof(TArguments).Name);
            var known = await scheduler.QueryTriggers(new TriggerQuery { Job = job, Take = PagedQuery.All }, cancellationToken);
            foreach (var trigger in work.Select(arguments => TriggerOf(job, arguments)).ExceptBy(known.Items.Select(each => each.Key), each => each.Key))
            {
                await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
            }
        }
    }

    /// <summary>Adds the engine, its store in the host's registered <see cref="NpgsqlDataSource"/>, and the recurring sweep.</summary>
    /// <param name="kinds">What this host can do.</param>
    public static void AddTo(IServiceCollection services, IReadOnlyList<JobKind> kinds)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "medlogs";
                options.GenerateInstanceId = true;
                options.IdleWaitTime = TimeSpan.FromSeconds(1);
                options.DefaultMisfireHandling = DefaultMisfireHandling.FireAndProceed; // under DoNothing a one-shot that misfires never fires
            });
            quartz.UseDefaultThreadPool(maxConcurrency: Math.Max(JobLimits.LeastAtOnce, Environment.ProcessorCount));
            quartz.UseExecutionLimits(limits => limits.ForGroupsWithPrefix(OfDistrict, JobLimits.PerDistrict, ExecutionLimitScope.Cluster));
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(options => options.UseRegisteredDataSource = true);
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(5);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
                });
                store.ProvisionSchema();
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options =>
                {
                    options.StoreJobDataAsStrings = true;
                    options.AcceptEnlistedTransactions = true;
                    options.AcquireTriggersWithinLock = true; // else two workers at one moment overstep a district's limit
                });
            });
            foreach (var kind in kinds)
            {
                AddJob(quartz, kind);
            }

            quartz.ScheduleJob<SweepJob>(
                trigger => trigger
                    .WithIdentity("sweep")
                    .WithPriority(TriggerConstants.DefaultPriority + 1) // with every thread at work it is the next
                    .StartNow()
                    .WithSimpleSchedule(schedule => schedule.WithInterval(Schedule.Sweep.Every).RepeatForever()),
                job => job.WithIdentity(_sweep));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<QuartzWakeUp>();
        services.AddSingleton<QuartzEngine>();
        services.AddSingleton<IJobEngine>(provider => new JobBacklog(
            provider.GetRequiredService<QuartzEngine>(), provider.GetRequiredService<TimeProvider>()));
    }

    private ITrigger TriggerOf<TArguments>(JobKey job, TArguments arguments)
        where TArguments : IJobArguments =>
        TriggerBuilder.Create<QuartzJob<TArguments>>()
            .WithIdentity(arguments.Key)
            .ForJob(job)
            .UsingInput(arguments)
            .WithExecutionGroup(string.Create(CultureInfo.InvariantCulture, $"{OfDistrict}{arguments.DistrictId}"))
            .StartAt(clock.GetUtcNow()) // "now" of the scheduler, whose clock it is; a trigger in its past would wait as one that misfired
            .Build();

    /// <summary>Named after its arguments: by itself Quartz names every <see cref="QuartzJob{TArguments}"/> alike, and runs the one for the other.</summary>
    private static void AddJob(IQuartzBuilder quartz, JobKind kind) =>
        quartz.AddJob(
            typeof(QuartzJob<>).MakeGenericType(kind.Arguments),
            (IJobConfigurator<IJob> job) => job.WithIdentity(kind.Arguments.Name).StoreDurably().RequestRecovery());
}

/// <summary>What Quartz runs: our job of these arguments.</summary>
public sealed class QuartzJob<TArguments>(Core.Jobs.IJob<TArguments> job, JobRunner runner) : Quartz.IJob<TArguments>
    where TArguments : IJobArguments
{
    public async ValueTask Execute(IJobExecutionContext context, TArguments input, CancellationToken cancellationToken = default) =>
        await runner.RunAsync(job, input, context.Recovering, cancellationToken);
}

/// <summary>The sweep as Quartz runs it, on one worker at a time.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(Sweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.RunAsync(cancellationToken);
}

using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Schedule;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A kind of job: which class does it, and which question finds what is to be done in the domain's own state.</summary>
public abstract class JobKind(string name, Type arguments)
{
    /// <summary>As <see cref="IJobArguments.Kind"/> says it.</summary>
    public string Name => name;

    /// <summary>The record of what to work on.</summary>
    public Type Arguments => arguments;

    /// <summary>Adds the class that does it.</summary>
    public abstract void AddTo(IServiceCollection services);

    /// <summary>Asks for what is to be done.</summary>
    public abstract Task AskAsync(SweepTurn turn);
}

/// <param name="find">What is to be done now, <see cref="SweepTurn.Limit"/> at most.</param>
public sealed class JobKind<TArguments, TJob>(string name, Func<SweepTurn, Task<IReadOnlyList<TArguments>>> find) : JobKind(name, typeof(TArguments))
    where TArguments : IJobArguments
    where TJob : class, IJob<TArguments>
{
    public override void AddTo(IServiceCollection services) => services.AddScoped<IJob<TArguments>, TJob>();

    public override async Task AskAsync(SweepTurn turn)
    {
        var found = await find(turn);
        turn.AskFor(Name, found, isAll: found.Count < SweepTurn.Limit);
    }
}

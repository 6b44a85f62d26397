using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MedicaidLogs.TestKit.Plans;

/// <summary>Connections to a database whose server sends home the plan of each statement that it ran, as it ran (PostgreSQL's auto_explain).</summary>
/// <remarks>The server must let the user load modules at the start of a session: a superuser, as in tests.</remarks>
public sealed class PlanLog : IAsyncDisposable
{
    /// <summary>And what docs/operations.md asks of a server, which one that tests found running may not have.</summary>
    private const string Explaining =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_timing=off "
        + "-c random_page_cost=1.1 -c auto_explain.log_buffers=on -c auto_explain.log_nested_statements=on -c auto_explain.log_format=json -c auto_explain.log_level=notice";

    private readonly ConcurrentQueue<QueryPlan> _plans = new();
    private readonly ILoggerFactory _notices;

    public PlanLog(string connectionString)
    {
        _notices = new NoticeFactory(notice =>
        {
            if (QueryPlan.TryRead(notice) is { } plan)
            {
                _plans.Enqueue(plan);
            }
        });
        DataSource = new NpgsqlDataSourceBuilder($"{connectionString};Maximum Pool Size=20;Options={Explaining}").UseLoggerFactory(_notices).Build();
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>What ran since this was last asked.</summary>
    public IReadOnlyList<QueryPlan> Take()
    {
        var taken = new List<QueryPlan>();
        while (_plans.TryDequeue(out var plan))
        {
            taken.Add(plan);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        _notices.Dispose();
    }

    /// <summary>Npgsql hands the server's notices to the log alone where it is not the connection's owner who asks.</summary>
    private sealed class NoticeFactory(Action<string> hear) : ILoggerFactory, ILogger
    {
        private const string NoticeText = nameof(NoticeText); // as Npgsql names it

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (state is IReadOnlyList<KeyValuePair<string, object?>> said
                && said.FirstOrDefault(part => part.Key == NoticeText).Value is string notice)
            {
                hear(notice);
            }
        }
    }
}

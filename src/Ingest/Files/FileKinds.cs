using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Files;

/// <summary>The kinds, in the order in which a new district sends them: each refers only to those before it.</summary>
public static class FileKinds
{
    /// <summary>The kind of a file that waits until somebody says what it is; none of <see cref="All"/>.</summary>
    public const string Unknown = "unknown";

    public static readonly IReadOnlyList<IFileKind> All =
    [
        new CalendarKind(),
        new StudentsKind(),
        new ProvidersKind(),
        new SupervisionKind(),
        new GridKind(),
        new ConsentsKind(),
        new OrdersKind(),
        new EligibilityKind(),
        new AbsencesKind(),
        new StaysKind(),
        new AuthorizationsKind(),
        new OtherPaymentsKind(),
        new RatesKind(),
        new LogsKind(),
    ];

    /// <exception cref="ArgumentException">No such kind.</exception>
    public static IFileKind Of(string kind) =>
        All.FirstOrDefault(each => each.Format.Kind == kind) ?? throw new ArgumentException($"There is no kind of file called {kind}.", nameof(kind));

    /// <summary>Null where there is no such kind.</summary>
    public static FileFormat? FormatOf(string kind) => All.FirstOrDefault(each => each.Format.Kind == kind)?.Format;
}

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>To whom a miss is laid.</summary>
public enum MissedBy
{
    Student,
    Provider,
    System,
}

/// <summary>Minutes of a make-up that stand for minutes of a missed session.</summary>
public readonly record struct MakeUpCredit(long EntryId, DateOnly Date, int Minutes);

/// <summary>A session that was to be held and was not, with what has been made up of it.</summary>
/// <param name="Minutes">As logged, else the row's usual session; 0 where neither is known.</param>
/// <param name="Attendance">The code in the log.</param>
/// <param name="MakeUpOwed">The rule pack says that such a miss is made up.</param>
/// <param name="WasOffered">The service was there for the student.</param>
public sealed record MissedSession(
    long EntryId,
    long? ProviderId,
    string Service,
    DateOnly Date,
    TimeOnly? Start,
    int Minutes,
    string Attendance,
    MissedBy By,
    bool MakeUpOwed,
    bool WasOffered)
{
    private readonly List<MakeUpCredit> _credits = [];

    public IReadOnlyList<MakeUpCredit> Credits => _credits;

    public int MadeUpMinutes => _credits.Sum(credit => credit.Minutes);

    public int LeftMinutes => Minutes - MadeUpMinutes;

    public int OwedMinutes => MakeUpOwed ? LeftMinutes : 0;

    internal void Credit(MakeUpCredit credit) => _credits.Add(credit);
}

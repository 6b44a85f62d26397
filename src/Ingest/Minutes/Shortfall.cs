namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Why minutes that were mandated have not been given.</summary>
public enum BehindCause
{
    /// <summary>Nobody logged a session, held or missed.</summary>
    NotLogged,

    /// <summary>Logged as given; a finding keeps it from counting.</summary>
    HeldBack,

    Provider,
    System,
    Student,
}

/// <summary>What a line lacks of its mandate, in minutes, and why: the causes add up to it.</summary>
/// <remarks>
/// mandated − given = unlogged + missed and not made up − beyond. What went beyond makes good for sessions that the student missed
/// first, then for the system's, the provider's last: those are to be made up, so they are not lost from sight.
/// </remarks>
public readonly record struct Shortfall(long NotLogged, long HeldBack, long ByProvider, long BySystem, long ByStudent)
{
    public long Minutes => NotLogged + HeldBack + ByProvider + BySystem + ByStudent;

    public static Shortfall operator +(Shortfall left, Shortfall right) => new(
        left.NotLogged + right.NotLogged, left.HeldBack + right.HeldBack, left.ByProvider + right.ByProvider,
        left.BySystem + right.BySystem, left.ByStudent + right.ByStudent);

    public long Of(BehindCause cause) => cause switch
    {
        BehindCause.NotLogged => NotLogged,
        BehindCause.HeldBack => HeldBack,
        BehindCause.Provider => ByProvider,
        BehindCause.System => BySystem,
        _ => ByStudent,
    };

    /// <summary>Of all the days that the ledger is of. A line without a target lacks nothing that anybody knows.</summary>
    public static Shortfall Of(LedgerLine line)
    {
        if (line.Problem is not null)
        {
            return default;
        }

        var total = line.Total();
        var beyond = total.Beyond;
        var student = Left(line, MissedBy.Student, ref beyond);
        var system = Left(line, MissedBy.System, ref beyond);
        var provider = Left(line, MissedBy.Provider, ref beyond);
        var unlogged = total.Unlogged.Rounded();
        var heldBack = Math.Min(total.HeldBack, unlogged);
        return new(unlogged - heldBack, heldBack, provider, system, student);
    }

    /// <summary>Missed and not made up, less what has been given beyond the mandate.</summary>
    private static long Left(LedgerLine line, MissedBy by, ref ExactSum beyond)
    {
        ExactSum left = line.Missed.Where(miss => miss.By == by).Sum(miss => miss.LeftMinutes);
        var covered = ExactSum.Min(left, beyond);
        beyond -= covered;
        return (left - covered).Rounded();
    }
}

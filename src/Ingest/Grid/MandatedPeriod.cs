namespace MedicaidLogs.Ingest.Grid;

/// <summary>One period of a grid row, cut to the row's dates, and what is mandated in it.</summary>
public readonly record struct MandatedPeriod
{
    private readonly Frequency _frequency;

    internal MandatedPeriod(DateOnly first, DateOnly last, int days, int wholeDays, Frequency frequency)
    {
        First = first;
        Last = last;
        Days = days;
        WholeDays = wholeDays;
        _frequency = frequency;
    }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    /// <summary>Days of instruction from first to last.</summary>
    public int Days { get; }

    /// <summary>Days of instruction of the whole period, which carry the whole amount.</summary>
    public int WholeDays { get; }

    /// <summary>Null where the row gives minutes alone.</summary>
    public Fraction? Sessions => _frequency.SessionsPerPeriod * ShareOf(Days);

    /// <summary>Exact; null where the row gives sessions without their minutes.</summary>
    public Fraction? Minutes => _frequency.MinutesPerPeriod * ShareOf(Days);

    /// <summary>The most sessions that a cut period can ask for: a part of a session is a session.</summary>
    public long? CapSessions => Sessions?.Ceiling();

    /// <summary>
    /// The minutes above which a service is more than the plan mandates: those mandated, rounded up to full sessions where their
    /// minutes are known, and never more than the whole period's. Nobody can deliver three fifths of a session, so a week that the
    /// row's first date cuts to three days still allows its one session of 30 minutes, not 18.
    /// </summary>
    public Fraction? CapMinutes
    {
        get
        {
            if (Minutes is not { } minutes || _frequency.MinutesPerSession is not { } perSession)
            {
                return Minutes;
            }

            Fraction fullSessions = (minutes / perSession).Ceiling() * perSession;
            Fraction whole = _frequency.MinutesPerPeriod!.Value;
            return fullSessions < whole ? fullSessions : whole;
        }
    }

    /// <summary>The share of the whole amount that so many of its days carry; none where the whole period has no day of instruction.</summary>
    internal Fraction ShareOf(int days) => WholeDays == 0 ? 0 : new Fraction(days, WholeDays);
}

using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Lines of a provider, a school or the whole district taken together.</summary>
/// <remarks>Each line counts up to what it mandates: minutes beyond one student's plan make good for nobody else.</remarks>
public sealed class GroupTotals
{
    private readonly HashSet<long> _students = [];

    public int Students => _students.Count;

    public int Lines { get; private set; }

    public int OnTrack { get; private set; }

    public int AtRisk { get; private set; }

    public int Concern { get; private set; }

    /// <summary>Lines that mandate nothing in these days, or nobody knows how much.</summary>
    public int WithoutTarget { get; private set; }

    /// <summary>Of all lines; what is given under lines without a target is in it, and in no percentage.</summary>
    public MinuteTotals Minutes { get; private set; }

    /// <summary>Given, of each line no more than it mandates.</summary>
    public ExactSum Counted { get; private set; }

    /// <summary>Given or offered, of each line no more than it mandates.</summary>
    public ExactSum CountedOrOffered { get; private set; }

    /// <summary>Each line's own, added up.</summary>
    public ExactSum Unlogged { get; private set; }

    /// <summary>Each line's own, added up.</summary>
    public ExactSum Beyond { get; private set; }

    public MinuteStatus StatusUnder(PackRules rules) => MinuteTotals.StatusOf(Counted, Minutes.Mandated, rules);

    public void Add(long studentId, MinuteTotals line, PackRules rules)
    {
        _students.Add(studentId);
        Lines++;
        Minutes += line;
        Counted += ExactSum.Min(line.Given, line.Mandated);
        CountedOrOffered += ExactSum.Min(line.Given + line.Offered, line.Mandated);
        Unlogged += line.Unlogged;
        Beyond += line.Beyond;
        switch (line.StatusUnder(rules))
        {
            case MinuteStatus.OnTrack:
                OnTrack++;
                break;
            case MinuteStatus.AtRisk:
                AtRisk++;
                break;
            case MinuteStatus.Concern:
                Concern++;
                break;
            default:
                WithoutTarget++;
                break;
        }
    }
}

namespace MedicaidLogs.SeedData;

/// <summary>Who is busy when, in steps of five minutes from 07:00 to 17:00, so that nobody is in two places.</summary>
public sealed class Agenda
{
    private const int StepMinutes = 5;
    private static readonly TimeOnly _from = new(7, 0);
    private static readonly TimeOnly _to = new(17, 0);

    private readonly Dictionary<(string Who, DateOnly Day), UInt128> _busy = [];

    public bool IsFree(IEnumerable<string> people, DateOnly day, TimeOnly start, int minutes) =>
        people.All(who => (_busy.GetValueOrDefault((who, day)) & Steps(start, minutes)) == 0);

    public void Book(IEnumerable<string> people, DateOnly day, TimeOnly start, int minutes)
    {
        foreach (var who in people)
        {
            _busy[(who, day)] = _busy.GetValueOrDefault((who, day)) | Steps(start, minutes);
        }
    }

    public void Free(IEnumerable<string> people, DateOnly day, TimeOnly start, int minutes)
    {
        foreach (var who in people)
        {
            _busy[(who, day)] = _busy.GetValueOrDefault((who, day)) & ~Steps(start, minutes);
        }
    }

    /// <summary>Books the first time that suits all, looked for from a wanted time on and then from the opening bell; null when there is none.</summary>
    public TimeOnly? BookFirstFree(IReadOnlyCollection<string> people, DateOnly day, int minutes, TimeOnly opens, TimeOnly closes, TimeOnly wanted)
    {
        foreach (var start in Starts(wanted, closes, minutes).Concat(Starts(opens, closes, minutes)))
        {
            if (IsFree(people, day, start, minutes))
            {
                Book(people, day, start, minutes);
                return start;
            }
        }

        return null;
    }

    private static IEnumerable<TimeOnly> Starts(TimeOnly from, TimeOnly closes, int minutes)
    {
        for (var start = from; start <= closes.AddMinutes(-minutes); start = start.AddMinutes(StepMinutes))
        {
            yield return start;
        }
    }

    private static UInt128 Steps(TimeOnly start, int minutes)
    {
        if (start < _from || start.AddMinutes(minutes) > _to)
        {
            throw new ArgumentOutOfRangeException(nameof(start), "The agenda runs from 07:00 to 17:00.");
        }

        var first = (int)(start - _from).TotalMinutes / StepMinutes;
        var last = ((int)(start - _from).TotalMinutes + minutes - 1) / StepMinutes;
        return ((UInt128.One << (last - first + 1)) - 1) << first;
    }
}

namespace MedicaidLogs.Ingest.Grid;

/// <summary>Reads the phrases of a frequency text one after the other, the longest first; stops where none begins.</summary>
internal sealed class PhraseReader(List<FrequencyWord> words)
{
    private int _at;

    public List<Phrase> Phrases { get; } = [];

    /// <summary>The first word that no phrase took; null when all were taken.</summary>
    public FrequencyWord? Stop => _at < words.Count ? words[_at] : null;

    public PhraseReader ReadAll()
    {
        while (_at < words.Count)
        {
            if ((Try<Phrase>(Each) ?? Try<Phrase>(Every) ?? Try<Phrase>(Minutes) ?? Try<Phrase>(Count)) is { } phrase)
            {
                Phrases.Add(phrase);
            }
            else if (!Take(Word.Separator) && !(Phrases.Count > 0 && TakeAny(Word.Dash, Word.Slash)))
            {
                break;
            }
        }

        return this;
    }

    /// <summary>2 x 30 min · 2 sessions of 30 min · two 30-minute sessions</summary>
    private Phrase.Each? Each() =>
        Try(() => Count() is { } count && (FollowsAny(Word.X, Word.Times) || TakeAny(Word.X, Word.Join)) && Minutes() is { } minutes
            ? new Phrase.Each(count.Times, minutes.Amount)
            : null)
        ?? (Whole() is { } times && Minutes() is { OfSession: true } each ? new(times, each.Amount) : null);

    /// <summary>daily · per week · /wk · a month · every two weeks · every other week · per 9-week grading period · per 6-day cycle · 3x<b>4wks</b></summary>
    private Phrase.Every? Every()
    {
        if (Adverb() is { } adverb)
        {
            return new(adverb);
        }

        // "3x4wks" and "2x week" need no "per"; without the x, "4 weeks" could be how long the service lasts.
        var per = FollowsAny(Word.X);
        Take(Word.Join);
        per |= TakeAny(Word.Per, Word.Slash, Word.Article, Word.Each);
        if (!per || PeriodNamed() is not { } period)
        {
            return null;
        }

        if (period.Length > 1)
        {
            TakeAny(Word.Grading); // "9-week grading period"
            TakeAny(Word.Grading, Word.Cycle);
        }

        return new(period);
    }

    private Period? Adverb() =>
        Take(Word.Daily) ? Period.Day
        : Take(Word.Weekly) ? Period.Week
        : Take(Word.Fortnightly) ? Period.Weeks(2)
        : Take(Word.Monthly) ? Period.Month
        : Take(Word.Yearly) ? Period.Year
        : null;

    private Period? PeriodNamed()
    {
        Take(Word.Dash);
        var length = Take(Word.Other) ? 2 : Whole() ?? 1;
        Take(Word.Dash);
        Take(Word.School);
        return length switch
        {
            1 when Take(Word.Day) => Period.Day,
            1 when Take(Word.Week) => Period.Week,
            1 when Take(Word.Month) => Period.Month,
            1 when Take(Word.Year) => Period.Year,
            >= 2 and <= Period.MaxWeeks when Take(Word.Week) => Period.Weeks((int)length),
            >= 2 and <= Period.MaxCycleDays when Take(Word.Day, Word.Cycle) || Take(Word.Day, Word.Dash, Word.Cycle) => Period.Cycle((int)length),
            _ => null,
        };
    }

    /// <summary>2x · 2 times · twice · 2 sessions · x 2 · 5 <b>days</b> per week · 3 <b>per</b> 6-day cycle</summary>
    private Phrase.Count? Count()
    {
        if (Take(Word.X))
        {
            // "30 min x 2 per week", but not "x 4 weeks", which could be how long the service lasts.
            var after = Whole();
            var isLength = IsAny(Word.Day, Word.Week, Word.Month, Word.Year, Word.Dash);
            TakeAny(Word.X);
            return after is { } count && !isLength ? new(count, InDays: false) : null;
        }

        if (Is(Word.Often))
        {
            return new(words[_at++].Value.Numerator, InDays: false);
        }

        if (Whole() is not { } times)
        {
            return null;
        }

        var inDays = Take(Word.Day);
        return (!inDays && TakeAny(Word.X, Word.Times, Word.Session)) || IsAhead(Every) ? new(times, inDays) : null;
    }

    /// <summary>30 min · x 30 min · for 1.5 hours · 30-minute sessions · 30 min each · 30 min per session</summary>
    private Phrase.Minutes? Minutes()
    {
        TakeAny(Word.X, Word.Join);
        if (Amount() is not { IsWhole: true } minutes)
        {
            return null;
        }

        var ofSession = Take(Word.Session) || Take(Word.Dash, Word.Session)
            || Take(Word.Per, Word.Session) || Take(Word.Slash, Word.Session) || Take(Word.Article, Word.Session) || Take(Word.Each, Word.Session)
            || (!IsAhead(Every) && Take(Word.Each));
        return new(minutes.Numerator, ofSession);
    }

    /// <summary>In minutes: 30 min · 30-minute · 1.5 hours · 1 hour and 15 min · 1/2 hour · half an hour · an hour</summary>
    private Fraction? Amount()
    {
        if (Take(Word.Half, Word.Hour) || Take(Word.Half, Word.Dash, Word.Hour) || Take(Word.Half, Word.Article, Word.Hour) || Take(Word.Article, Word.Half, Word.Hour))
        {
            return 30;
        }

        if (Take(Word.Article, Word.Hour))
        {
            return 60;
        }

        if (Number() is not { } number)
        {
            return null;
        }

        Take(Word.Dash);
        return Take(Word.Minute) ? number
            : Take(Word.Hour) ? (number * 60) + MinutesAfterHours()
            : Take(Word.Slash) && Number() is { Numerator: > 0 } divisor && Take(Word.Hour) ? number * 60 / divisor
            : null;
    }

    private Fraction MinutesAfterHours()
    {
        var from = _at;
        Take(Word.And);
        if (Number() is { } minutes && minutes < 60 && Take(Word.Minute))
        {
            return minutes;
        }

        _at = from;
        return 0;
    }

    private Fraction? Number() => Is(Word.Number) ? words[_at++].Value : null;

    private long? Whole() => Is(Word.Number) && words[_at].Value.IsWhole ? words[_at++].Value.Numerator : null;

    private bool Is(Word word) => _at < words.Count && words[_at].Word == word;

    private bool IsAny(params ReadOnlySpan<Word> any) => _at < words.Count && any.Contains(words[_at].Word);

    private bool FollowsAny(params ReadOnlySpan<Word> any) => _at > 0 && any.Contains(words[_at - 1].Word);

    /// <summary>Takes these words in this order, or none of them.</summary>
    private bool Take(params ReadOnlySpan<Word> sequence)
    {
        for (var i = 0; i < sequence.Length; i++)
        {
            if (_at + i >= words.Count || words[_at + i].Word != sequence[i])
            {
                return false;
            }
        }

        _at += sequence.Length;
        return true;
    }

    private bool TakeAny(params ReadOnlySpan<Word> any)
    {
        var found = IsAny(any);
        _at += found ? 1 : 0;
        return found;
    }

    /// <summary>Reads a phrase, or goes back to where it would have begun.</summary>
    private T? Try<T>(Func<T?> phrase)
        where T : Phrase
    {
        var from = _at;
        var found = phrase();
        _at = found is null ? from : _at;
        return found;
    }

    private bool IsAhead(Func<Phrase?> phrase)
    {
        var from = _at;
        var found = phrase() is not null;
        _at = from;
        return found;
    }
}

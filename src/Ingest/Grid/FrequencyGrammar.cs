using static MedicaidLogs.Ingest.Grid.Phrase;

namespace MedicaidLogs.Ingest.Grid;

/// <summary>The forms of a frequency text. A text is words, then phrases, then exactly one of these forms, or a problem.</summary>
internal static class FrequencyGrammar
{
    public static (Frequency? Frequency, FrequencyProblem? Problem) Read(string? text, int? rowMinutesPerSession)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, new(FrequencyFault.Empty, ""));
        }

        if (text.Length > Frequency.MaxTextLength)
        {
            return (null, new(FrequencyFault.TooLong, ""));
        }

        var words = FrequencyWords.Of(text);
        if (ProblemOfWords(text, words) is { } problem)
        {
            return (null, problem);
        }

        var reader = new PhraseReader(words).ReadAll();
        if (reader.Stop is { } stop)
        {
            return (null, new(FrequencyFault.NotUnderstood, text[stop.From..].TrimEnd()));
        }

        return FormOf(reader.Phrases) is { } form
            ? WithinLimits(form, text, rowMinutesPerSession)
            : (null, new(FaultOf(reader.Phrases), text.Trim()));
    }

    /// <summary>Sessions, minutes of each session (of the period where no sessions are given), and the period.</summary>
    private static (long? Sessions, long? Minutes, Period Period)? FormOf(List<Phrase> phrases) => phrases switch
    {
        [Phrase.Minutes(var m, OfSession: false), Every(var p)] => (null, m, p), // 60 minutes per month
        [Every(var p), Phrase.Minutes(var m, OfSession: false)] => (null, m, p), // daily, 15 min
        [Phrase.Minutes(var m, _), Count(var n, _), Every(var p)] => (n, m, p), // 30 min 2x/week · 30min 3x4wks
        [Each(var n, var m), Every(var p)] => (n, m, p), // 2 x 30 min per week
        [Every(var p), Each(var n, var m)] => (n, m, p), // weekly 2 x 30 min
        [Count(var n, _), Every(var p), Phrase.Minutes(var m, _)] => (n, m, p), // once a week for 30 minutes
        [Count(var n, _), Every(var p)] => (n, null, p), // 3 per 6-day cycle
        [Every(var p), Count(var n, _)] => (n, null, p), // weekly, twice
        [Phrase.Minutes(var m, OfSession: false), Every({ Kind: PeriodKind.Day }), Count(var n, InDays: true), Every(var p)] => (null, n * m, p), // 30 min per day, 5 days per week
        _ => null,
    };

    /// <summary>
    /// "60 min per week, 2 sessions" and "2 sessions, 60 min per week": 60 minutes each, or in all? "30 min" and "weekly" lack the
    /// other half; "30 min sessions weekly" does not say how many.
    /// </summary>
    private static FrequencyFault FaultOf(List<Phrase> phrases) =>
        !phrases.Exists(phrase => phrase is Every) || phrases.TrueForAll(phrase => phrase is Every or Phrase.Minutes { OfSession: true })
            ? FrequencyFault.Incomplete
            : FrequencyFault.Ambiguous;

    private static FrequencyProblem? ProblemOfWords(string text, List<FrequencyWord> words)
    {
        var unknown = words.FindAll(word => word.Word == Word.Unknown);
        if (unknown.Count > 0)
        {
            return new(FrequencyFault.NotUnderstood, string.Join(' ', unknown.Select(word => text[word.From..word.To])));
        }

        for (var i = 0; i < words.Count; i++)
        {
            var last = words[i].Word == Word.Ambiguous ? i : IsRange(words, i) ? i + 2 : -1;
            if (last >= 0)
            {
                return new(FrequencyFault.Ambiguous, text[words[i].From..words[last].To]);
            }
        }

        return null;
    }

    /// <summary>"1-2 times": which of the two is owed?</summary>
    private static bool IsRange(List<FrequencyWord> words, int at) =>
        at + 2 < words.Count && words[at].Word == Word.Number && words[at + 1].Word == Word.Dash && words[at + 2].Word == Word.Number;

    private static (Frequency? Frequency, FrequencyProblem? Problem) WithinLimits(
        (long? Sessions, long? Minutes, Period Period) form, string text, int? rowMinutesPerSession)
    {
        var (sessions, minutes, period) = form;
        if (sessions is null)
        {
            return Frequency.AreInRange(minutes!.Value, period)
                ? (Frequency.OfMinutes((int)minutes.Value, rowMinutesPerSession, period, text), null)
                : (null, new(FrequencyFault.OutOfRange, text.Trim()));
        }

        if (minutes is not null && rowMinutesPerSession is not null && minutes != rowMinutesPerSession)
        {
            return (null, new(FrequencyFault.DisagreesWithRow, text.Trim()));
        }

        var each = minutes ?? rowMinutesPerSession;
        return Frequency.AreInRange(sessions.Value, each, period)
            ? (Frequency.OfSessions((int)sessions.Value, (int?)each, period, text), null)
            : (null, new(FrequencyFault.OutOfRange, text.Trim()));
    }
}

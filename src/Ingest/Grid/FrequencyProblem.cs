namespace MedicaidLogs.Ingest.Grid;

public enum FrequencyFault
{
    /// <summary>No text.</summary>
    Empty,

    /// <summary>More than <see cref="Frequency.MaxTextLength"/> characters.</summary>
    TooLong,

    /// <summary>Words that are in none of the forms.</summary>
    NotUnderstood,

    /// <summary>More than one reading; none is chosen.</summary>
    Ambiguous,

    /// <summary>An amount without a period, a period without an amount, or sessions whose number is not said.</summary>
    Incomplete,

    /// <summary>A number beyond the stated limits.</summary>
    OutOfRange,

    /// <summary>The text's minutes per session are not those of the row's own column.</summary>
    DisagreesWithRow,
}

/// <summary>Why a frequency text was not read: the fault and the words of the text that it lies in, as typed; none for an empty or too long text.</summary>
public sealed record FrequencyProblem(FrequencyFault Fault, string Words)
{
    /// <summary>For the person who corrects the row.</summary>
    public override string ToString() => Fault switch
    {
        FrequencyFault.Empty => "no frequency is given",
        FrequencyFault.TooLong => $"longer than {Frequency.MaxTextLength} characters",
        FrequencyFault.NotUnderstood => $"not understood: \"{Words}\"",
        FrequencyFault.Ambiguous => $"can be read in more than one way: \"{Words}\"",
        FrequencyFault.Incomplete => $"does not say how much in which period: \"{Words}\"",
        FrequencyFault.OutOfRange => $"more or less than can be: \"{Words}\"",
        _ => $"the row's minutes per session are not those of \"{Words}\"",
    };
}

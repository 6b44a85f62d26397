namespace MedicaidLogs.Billing.X12;

/// <summary>A rule of the 837P that <see cref="Validator837P"/> holds a file to.</summary>
/// <param name="Number">Its number in docs/x12-rules.md.</param>
/// <param name="Code">Permanent; what people and reports call it.</param>
/// <param name="Title">What must hold, for the person who fixes it.</param>
public sealed record X12Rule(int Number, string Code, string Title);

/// <summary>One fault: which rule, where. Never the value.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Place">Where in the model.</param>
/// <param name="Segment">The segment that would show it, for example NM1.</param>
/// <param name="Element">Its element, counted from 1; 0 for the segment as a whole.</param>
public readonly record struct X12Finding(X12Rule Rule, X12Place Place, string Segment, int Element)
{
    public override string ToString() => $"{Rule.Code} {Segment}{Element:00} at {Place}";
}

/// <summary>A place in an interchange, as indexes into the model's lists; null where the fault lies above.</summary>
public readonly record struct X12Place(int? Transaction = null, int? Subscriber = null, int? Claim = null, int? Line = null)
{
    public override string ToString() => $"transaction {Transaction}, subscriber {Subscriber}, claim {Claim}, line {Line}";
}

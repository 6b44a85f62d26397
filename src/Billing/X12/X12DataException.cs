namespace MedicaidLogs.Billing.X12;

/// <summary>Data that no element can hold reached the writer: a bug, since the validator finds it first.</summary>
/// <remarks>Names the place, never the value.</remarks>
public sealed class X12DataException(string segment, int element, int component, TextFault fault)
    : InvalidOperationException($"X12 data cannot be written: {segment}{element:00}-{component} ({fault}).")
{
    public string Segment { get; } = segment;

    /// <summary>Counted from 1.</summary>
    public int Element { get; } = element;

    /// <summary>Counted from 1; 1 where the element is not composite.</summary>
    public int Component { get; } = component;

    public TextFault Fault { get; } = fault;
}

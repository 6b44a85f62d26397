using System.Collections.Frozen;

namespace MedicaidLogs.Billing.X12;

/// <summary>How many characters an element of a response may have, where we keep or show it.</summary>
/// <remarks>Source: the element's largest length in 005010X221A1, 005010X214 and 005010X231A1. Shorter than a guide asks is never refused.</remarks>
internal static class ElementLengths
{
    /// <summary>No element that is read may have more.</summary>
    private const int Longest = 80;

    /// <summary>Codes and what is as short as they are harm nothing, and are not looked up: there are millions of them.</summary>
    private const int Short = 9;

    private static readonly FrozenDictionary<(string Segment, int Element), int> _lengths = new Dictionary<(string, int), int>
    {
        [("ISA", 6)] = 15,
        [("ISA", 8)] = 15,
        [("TRN", 2)] = 50,
        [("TRN", 3)] = 10,
        [("N1", 2)] = 60,
        [("CLP", 1)] = 38,
        [("CLP", 7)] = 50,
        [("NM1", 3)] = 60,
        [("NM1", 4)] = 35,
        [("NM1", 5)] = 25,
        [("REF", 2)] = 50,
        [("SVC", 1)] = 48,
        [("SVC", 6)] = 48,
        [("LQ", 2)] = 30,
        [("PLB", 1)] = 50,
        [("BHT", 3)] = 50,
        [("STC", 1)] = 30,
        [("STC", 10)] = 30,
        [("STC", 11)] = 30,
    }.ToFrozenDictionary();

    public static bool Allow(string segment, int element, int length) =>
        length <= Short || (length <= Longest && (!_lengths.TryGetValue((segment, element), out var most) || length <= most));
}

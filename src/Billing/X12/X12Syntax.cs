namespace MedicaidLogs.Billing.X12;

/// <summary>How an interchange is spelled: separators, characters, and whether segments stand on lines of their own.</summary>
/// <param name="Separators">The four separators that the ISA announces.</param>
/// <param name="CharacterSet">What data may hold besides letters, digits and common punctuation.</param>
/// <param name="NewlineAfterSegment">A line feed after each terminator: for people, where the payer allows it.</param>
public sealed record X12Syntax(Separators Separators, CharacterSet CharacterSet, bool NewlineAfterSegment)
{
    public static X12Syntax Default { get; } = new(Separators.Default, CharacterSet.Basic, NewlineAfterSegment: false);
}

/// <summary>X12.6 appendix B: the basic set is safe everywhere, the extended one by agreement with the payer.</summary>
public enum CharacterSet
{
    Basic,
    Extended,
}

/// <summary>ISA element separator, ISA16, ISA11 and the segment terminator. Nothing can escape them inside data.</summary>
public readonly record struct Separators(char Element, char Component, char Repetition, char Terminator)
{
    public static Separators Default { get; } = new('*', ':', '^', '~');

    /// <summary>Four different ASCII signs, none of which numbers, dates or names need.</summary>
    public bool AreUsable =>
        IsUsable(Element) && IsUsable(Component) && IsUsable(Repetition) && IsUsable(Terminator)
        && Element != Component && Element != Repetition && Element != Terminator
        && Component != Repetition && Component != Terminator && Repetition != Terminator;

    public bool Contains(char c) => c == Element || c == Component || c == Repetition || c == Terminator;

    private static bool IsUsable(char c) =>
        c is > '\0' and < '\x7f' and not (' ' or '.' or '-' or '+') && !char.IsAsciiLetterOrDigit(c);
}

using System.Text;

namespace MedicaidLogs.Billing.X12;

/// <summary>Collects faults with their places, and remembers what must be unique in a file.</summary>
internal sealed class Checker837P(ValidationContext837P context, X12Syntax syntax, Services837P services)
{
    private readonly Alphabet _alphabet = new(syntax);
    private readonly List<X12Finding> _findings = [];
    private readonly HashSet<Practitioner> _faultless = new(ReferenceEqualityComparer.Instance);

    public ValidationContext837P Context { get; } = context;

    public IReadOnlyList<X12Finding> Findings => _findings;

    /// <summary>Where the next faults are.</summary>
    public X12Place Place { get; set; }

    public HashSet<int> TransactionNumbers { get; } = [];

    public HashSet<string> BatchIds { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> ClaimNumbers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> LineNumbers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Services837P Services { get; } = services;

    public void That(bool holds, X12Rule rule, string segment, int element)
    {
        if (!holds)
        {
            _findings.Add(new(rule, Place, segment, element));
        }
    }

    /// <summary>Holds a practitioner to the rules; one without fault, who may stand on every line, once.</summary>
    public void Once(Practitioner practitioner, Action<Checker837P, Practitioner> check)
    {
        if (_faultless.Contains(practitioner))
        {
            return;
        }

        var faults = _findings.Count;
        check(this, practitioner);
        if (_findings.Count == faults)
        {
            _faultless.Add(practitioner);
        }
    }

    /// <summary>An id, code or line of text that must fit as it is.</summary>
    /// <param name="missing">The rule that a missing value breaks; null where it may be missing.</param>
    /// <returns>True when there is a value without fault.</returns>
    public bool Text(string? text, string segment, int element, int maxLength, X12Rule? missing = null) =>
        Check(text, segment, element, maxLength, missing, mayShorten: false);

    /// <summary>A name, which the writer shortens where it must.</summary>
    public bool Name(string? name, string segment, int element, int maxLength, X12Rule? missing = null) =>
        Check(name, segment, element, maxLength, missing, mayShorten: true);

    public void Amount(long cents, string segment, int element) =>
        That(cents is >= 0 and <= MaxCents, X12Rules.Amount, segment, element);

    public void SignedAmount(long cents, string segment, int element) =>
        That(cents is >= -MaxCents and <= MaxCents, X12Rules.Amount, segment, element);

    /// <summary>Of batch ids and line numbers.</summary>
    private const int MaxUniqueBytes = 30;

    private const long MaxCents = 99_999_999_99;

    /// <summary>Whether text without fault is there for the first time, as the file will show it: <c>Ł1</c> and <c>l1</c> are one.</summary>
    public bool IsFirst(HashSet<string> seen, string text)
    {
        text = text.Trim();
        return seen.Add(_alphabet.Keeps(text) ? text : Written(text));
    }

    private string Written(string text)
    {
        Span<byte> target = stackalloc byte[MaxUniqueBytes];
        _alphabet.Encode(text, target, out var written);
        return Encoding.ASCII.GetString(target[..written]);
    }

    private bool Check(string? text, string segment, int element, int maxLength, X12Rule? missing, bool mayShorten)
    {
        Span<byte> target = stackalloc byte[maxLength];
        var fault = _alphabet.Encode(text, target, out var written);
        var broken = fault switch
        {
            TextFault.Separator => X12Rules.SeparatorInData,
            TextFault.Character => X12Rules.Characters,
            TextFault.Length when !mayShorten => X12Rules.Length,
            _ when written == 0 => missing,
            _ => null,
        };
        if (broken is not null)
        {
            _findings.Add(new(broken, Place, segment, element));
        }

        return broken is null && written > 0;
    }
}

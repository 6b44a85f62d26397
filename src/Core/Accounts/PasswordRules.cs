using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Accounts;

/// <summary>What a password must be: long, and none that is guessed first. No rules about kinds of characters.</summary>
/// <remarks>
/// Source: NIST SP 800-63B, 5.1.1.2. Instead of a large list of leaked passwords, of which few have twelve characters, a short one of
/// what they are made of: a password is refused when little is left of it without these words, years and runs.
/// </remarks>
public static partial class PasswordRules
{
    /// <summary>NIST: at least 8; where a password may be the only factor, more.</summary>
    public const int MinimumLength = 12;

    /// <summary>Bounds the work of hashing.</summary>
    public const int MaximumLength = 200;

    /// <summary>Different characters that must be left when all that is guessed first is taken away.</summary>
    private const int LeastOfItsOwn = 4;

    /// <summary>Shorter words of a name stand in too many others.</summary>
    private const int ShortestName = 4;

    private const string Words = """
        medicaidlogs medicaid medlogs school district student teacher therapy therapist speech clerk provider finance auditor admin administrator
        password passwort passphrase passcode login signin welcome letmein changeme default secret access master system manager office service
        qwertyuiop qwerty qwertz asdfghjkl asdfgh zxcvbnm zxcvbn qazwsx 1qaz2wsx 1q2w3e4r 1q2w3e q1w2e3r4 abcdefgh abcdef abcd abc xyz
        1234567890 0123456789 123456789 12345678 1234567 123456 12345 1234 123 9876543210 987654321 87654321 654321 54321 4321 321 000 111 222 333
        444 555 666 777 888 999 121212 112233 101010 123123 123321
        iloveyou love lovely sunshine princess monkey dragon football baseball basketball soccer hockey hunter ranger shadow superman batman
        spiderman pokemon starwars computer internet samsung google facebook whatever freedom trustno trust nothing something michael jordan
        jennifer jessica ashley daniel charlie thomas robert joshua matthew andrew michelle george summer winter spring autumn january february
        march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
        cookie chocolate cheese banana orange purple yellow silver golden flower butterfly rainbow angel tigger killer hello goodbye please
        thankyou family mother father brother sister baby happy lucky magic power money america american eagles cowboys yankees steelers
        hannah maggie buster ginger pepper tiger lion bear horse mustang corvette ferrari harley merlin phoenix matrix
        """;

    private static readonly string[] _words =
        [.. Words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length)];

    /// <summary>Why the password cannot be taken, for the person who chose it; null where it can.</summary>
    /// <param name="places">Names of the district and its schools: whoever guesses knows them.</param>
    public static string? RefusalOf(string password, string email, string displayName, IEnumerable<string>? places = null)
    {
        if (password.Length is < MinimumLength or > MaximumLength)
        {
            return $"A password has at least {MinimumLength} characters, and at most {MaximumLength}.";
        }

        var plain = Folded(password);
        var spoken = Spoken(plain);
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var names = NamesIn(at > 0 ? email[..at] : email).Concat(NamesIn(displayName));
        if (names.Any(name => plain.Contains(name, StringComparison.Ordinal) || spoken.Contains(name, StringComparison.Ordinal)))
        {
            return "A password does not contain your name or your e-mail address.";
        }

        string[] guessed =
        [
            .. (places ?? []).SelectMany(NamesIn).Concat(NamesIn(at > 0 ? email[at..] : "")).OrderByDescending(word => word.Length),
            .. _words,
        ];
        return OwnCharacters(plain, guessed) < LeastOfItsOwn || OwnCharacters(spoken, guessed) < LeastOfItsOwn
            ? "This password is among the first that are guessed. Take a few words that do not belong together."
            : null;
    }

    /// <summary>Letters and digits, in one case.</summary>
    private static string Folded(string text) => string.Concat(text.Normalize().ToLowerInvariant().Where(char.IsLetterOrDigit));

    /// <summary>As p4ssw0rd2026 is spoken: without the digits around it, and the others as the letters that they stand for.</summary>
    private static string Spoken(string folded) => string.Concat(folded.Trim("0123456789".ToCharArray()).Select(character => character switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        _ => character,
    }));

    private static IEnumerable<string> NamesIn(string text) =>
        NotInWords().Split(text.ToLowerInvariant()).Where(word => word.Length >= ShortestName);

    private static int OwnCharacters(string text, string[] guessed)
    {
        foreach (var word in guessed)
        {
            text = text.Replace(word, "", StringComparison.Ordinal);
        }

        return Years().Replace(text, "").Distinct().Count();
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex NotInWords();

    [GeneratedRegex("(19|20)[0-9]{2}")]
    private static partial Regex Years();
}

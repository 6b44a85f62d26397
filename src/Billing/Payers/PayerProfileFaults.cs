using System.Text.RegularExpressions;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Payers;

/// <summary>What is wrong with a profile that is well-formed JSON. Whether ids fit their elements is for <see cref="Validator837P"/> to say.</summary>
internal static class PayerProfileFaults
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <returns>Each fault with its JSON path.</returns>
    public static IEnumerable<string> Of(PayerFile file)
    {
        if (file.Editions.Length == 0)
        {
            yield return "$.editions: at least one edition is needed.";
        }

        for (var i = 0; i < file.Editions.Length; i++)
        {
            if (i > 0 && file.Editions[i].From <= file.Editions[i - 1].From)
            {
                yield return $"$.editions[{i}].from: editions stand by date, the earliest first, none twice.";
            }

            foreach (var (path, fault) in Of(file.Editions[i]))
            {
                yield return $"$.editions[{i}].{path}: {fault}";
            }
        }
    }

    private static IEnumerable<(string Path, string Fault)> Of(PayerEdition edition)
    {
        var hasSeparators = HasSeparators(edition.Interchange.Separators);
        var alphabet = new Alphabet(hasSeparators ? edition.Syntax : X12Syntax.Default);
        (string Path, bool Holds, string Fault)[] conditions =
        [
            ("interchange.separators", hasSeparators,
                "four different characters are needed (element, component, repetition, terminator), no letters, digits, spaces, points or signs."),
            ("interchange.filesPerDay", edition.Interchange.FilesPerDay is null or > 0, "is more than 0, or null."),
            ("submitter.id", HasText(edition.Submitter.Id), "is empty."),
            ("receiver.name", HasText(edition.Receiver.Name), "is empty."),
            ("receiver.id", HasText(edition.Receiver.Id), "is empty."),
            ("payer.name", HasText(edition.Payer.Name), "is empty."),
            ("payer.id", HasText(edition.Payer.Id), "is empty."),
            ("claims.linesPerClaim", edition.Claims.LinesPerClaim is >= 1 and <= 50, "lies between 1 and 50."),
            ("claims.claimsPerTransaction", edition.Claims.ClaimsPerTransaction is >= 1 and <= 5_000, "lies between 1 and 5000."),
            ("claims.delayReasonAfterDays", edition.Claims.DelayReasonAfterDays is null or > 0, "is more than 0, or null."),
            ("claims.telehealthPlaceOfService", edition.Claims.TelehealthPlaceOfService is not { } place || IsPlaceOfService(place), "has two digits, or is null."),
            ("claims.telehealthModifier", edition.Claims.TelehealthModifier is null or { Length: 2 }, "has two characters, or is null."),
            ("claims.claimNote.text", Fits(edition.Claims.ClaimNote, alphabet), "has 1 to 80 characters, all of them in the character set."),
            ("claims.lineNote.text", Fits(edition.Claims.LineNote, alphabet), "has 1 to 80 characters, all of them in the character set."),
            ("providers.billingTaxonomy", edition.Providers.BillingTaxonomy is not { } taxonomy || TaxonomyCode.TryParse(taxonomy, out _), "has ten letters and digits, or is null."),
            ("providers.ordering", edition.Providers.Ordering != ProviderPlace.Claim, "is none or line: 837P names ordering providers on lines alone."),
            ("payTo.street", edition.PayTo is null || HasText(edition.PayTo.Street), "is empty."),
            ("payTo.city", edition.PayTo is null || HasText(edition.PayTo.City), "is empty."),
            ("payTo.state", edition.PayTo is null or { State.Length: 2 }, "is not the two letters of a state."),
            ("payTo.postalCode", edition.PayTo is null || PostalCode.TryParse(edition.PayTo.PostalCode, out _), "is not a ZIP code of five or nine digits."),
            ("medicaidIdPattern", IsPattern(edition.MedicaidIdPattern), "is not a regular expression."),
            ("responseTimeoutDays", edition.ResponseTimeoutDays is >= 1 and <= 365, "lies between 1 and 365."),
        ];

        return conditions.Where(condition => !condition.Holds).Select(condition => (condition.Path, condition.Fault))
            .Concat(edition.Claims.PlacesOfService.Where(each => !IsPlaceOfService(each.Value))
                .Select(each => ($"claims.placesOfService.{each.Key}", "has two digits.")))
            .Concat(edition.Providers.PayerIds.Where(each => !HasText(each.Value))
                .Select(each => ($"providers.payerIds.{each.Key}", "is empty.")));
    }

    private static bool HasText(string text) => !string.IsNullOrWhiteSpace(text);

    private static bool Fits(NoteTerms? note, Alphabet alphabet)
    {
        Span<byte> written = stackalloc byte[80];
        return note is null || (HasText(note.Text) && alphabet.Encode(note.Text, written, out _) == TextFault.None);
    }

    private static bool IsPlaceOfService(string place) => place.Length == 2 && place.All(char.IsAsciiDigit);

    private static bool HasSeparators(string separators) =>
        separators is [var element, var component, var repetition, var terminator] && new Separators(element, component, repetition, terminator).AreUsable;

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, MatchLimit);
            return HasText(pattern);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>Rules 18 to 26 for parties: names, addresses, contacts, identifiers.</summary>
internal static partial class PartyRules837P
{
    /// <summary>USPS Publication 28, appendix B: states, the district, territories and military mail.</summary>
    private static readonly FrozenSet<string> States = (
        "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
        + "RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI FM MH PW AA AE AP").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Check(Checker837P checker, Transaction837P transaction)
    {
        checker.Name(transaction.Submitter.Name, "NM1", 3, 60, X12Rules.Required);
        checker.Text(transaction.Submitter.Id, "NM1", 9, 80, X12Rules.Required);
        Contact(checker, transaction.Submitter.Contact);
        checker.Name(transaction.Receiver.Name, "NM1", 3, 60, X12Rules.Required);
        checker.Text(transaction.Receiver.Id, "NM1", 9, 80, X12Rules.Required);
        Billing(checker, transaction.BillingProvider);

        // An atypical district is known by the payer's number: then every student's payer must give one.
        Identified(checker, transaction.BillingProvider.Npi,
            isNumbered: transaction.Subscribers.All(subscriber => !string.IsNullOrWhiteSpace(subscriber.Payer.BillingProviderId)));
    }

    public static void Person(Checker837P checker, PersonName name)
    {
        checker.Name(name.Last, "NM1", 3, 60, X12Rules.Required);
        checker.Name(name.First, "NM1", 4, 35);
        checker.Name(name.Middle, "NM1", 5, 25);
        checker.Name(name.Suffix, "NM1", 7, 10);
    }

    /// <param name="incomplete">The rule that a missing street, city, state or ZIP code breaks.</param>
    public static void Address(Checker837P checker, Address address, X12Rule incomplete)
    {
        checker.Text(address.Line1, "N3", 1, 55, incomplete);
        checker.Text(address.Line2, "N3", 2, 55);
        checker.Text(address.City, "N4", 1, 30, incomplete);
        if (string.IsNullOrWhiteSpace(address.State))
        {
            checker.That(false, incomplete, "N4", 2);
        }
        else
        {
            checker.That(States.Contains(address.State.Trim()), X12Rules.State, "N4", 2);
        }

        checker.That(!address.PostalCode.IsEmpty, incomplete, "N4", 3);
    }

    public static void Practitioner(Checker837P checker, Practitioner? practitioner)
    {
        if (practitioner is not null)
        {
            checker.Once(practitioner, static (checker, practitioner) => Check(checker, practitioner));
        }
    }

    private static void Check(Checker837P checker, Practitioner practitioner)
    {
        Person(checker, practitioner.Name);
        Identified(checker, practitioner.Npi, isNumbered: !string.IsNullOrWhiteSpace(practitioner.PayerAssignedId));
        checker.That(practitioner.Taxonomy is not { IsEmpty: true }, X12Rules.Taxonomy, "PRV", 3);
        checker.Text(practitioner.PayerAssignedId, "REF", 2, 50);
    }

    public static void Facility(Checker837P checker, BillingProvider district, Facility? facility)
    {
        if (facility is null)
        {
            return;
        }

        checker.Name(facility.Name, "NM1", 3, 60, X12Rules.Required);
        checker.That(facility.Npi is not { IsEmpty: true }, X12Rules.Npi, "NM1", 9);
        Address(checker, facility.Address, X12Rules.Required);
        checker.That(facility.Address.PostalCode.IsEmpty || facility.Address.PostalCode.IsFull, X12Rules.BillingZip, "N4", 3);
        checker.That(!IsSamePlace(facility.Address, district.Address), X12Rules.SameFacility, "NM1", 1);
    }

    /// <summary>Rule 23: an NPI, or none for an atypical provider whom the payer numbers itself.</summary>
    private static void Identified(Checker837P checker, Npi? npi, bool isNumbered) =>
        checker.That(npi is { IsEmpty: false } || (npi is null && isNumbered), X12Rules.Npi, "NM1", 9);

    private static void Billing(Checker837P checker, BillingProvider district)
    {
        checker.That(district.Taxonomy is not { IsEmpty: true }, X12Rules.Taxonomy, "PRV", 3);
        checker.Name(district.Name, "NM1", 3, 60, X12Rules.Required);
        Address(checker, district.Address, X12Rules.BillingAddress);
        checker.That(!IsPostOfficeBox(district.Address), X12Rules.BillingAddress, "N3", 1);
        checker.That(district.Address.PostalCode.IsEmpty || district.Address.PostalCode.IsFull, X12Rules.BillingZip, "N4", 3);
        checker.That(!district.TaxId.IsEmpty, X12Rules.TaxId, "REF", 2);
        if (district.Contact is { } contact)
        {
            Contact(checker, contact);
        }

        if (district.PayTo is { } payTo)
        {
            Address(checker, payTo, X12Rules.Required);
        }
    }

    private static void Contact(Checker837P checker, Contact contact)
    {
        checker.Name(contact.Name, "PER", 2, 60, X12Rules.Required);
        var hasTelephone = contact.Telephone is { Length: 10 } digits && !digits.AsSpan().ContainsAnyExceptInRange('0', '9');
        checker.That(hasTelephone || (contact.Telephone is null && contact.Email is not null), X12Rules.Contact, "PER", 4);
        if (contact.Extension is not null)
        {
            checker.That(hasTelephone, X12Rules.Contact, "PER", 6);
            checker.Text(contact.Extension, "PER", 6, 10, X12Rules.Contact);
        }

        if (contact.Email is not null)
        {
            checker.Text(contact.Email, "PER", contact.Telephone is null ? 4 : contact.Extension is null ? 6 : 8, 256, X12Rules.Contact);
        }
    }

    private static bool IsPostOfficeBox(Address address) =>
        PostOfficeBox().IsMatch(address.Line1 ?? "") || PostOfficeBox().IsMatch(address.Line2 ?? "");

    private static bool IsSamePlace(Address one, Address other) =>
        string.Equals(one.Line1, other.Line1, StringComparison.OrdinalIgnoreCase)
        && string.Equals(one.City, other.City, StringComparison.OrdinalIgnoreCase)
        && string.Equals(one.State, other.State, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bP(OST)?\.?\s*O(FFICE)?\.?\s*BOX\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PostOfficeBox();
}

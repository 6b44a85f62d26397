using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>Loop 1000A: who made the file.</summary>
/// <param name="Name">NM103, shortened to 60 characters.</param>
/// <param name="Id">NM109, the id that the receiver gave (qualifier 46).</param>
/// <param name="Contact">PER*IC.</param>
public sealed record Submitter(string Name, string Id, Contact Contact);

/// <summary>Loop 1000B: who takes the file.</summary>
public sealed record Receiver(string Name, string Id);

/// <summary>A person or desk to ask. A telephone number or an e-mail address is needed.</summary>
/// <param name="Name">PER02, shortened to 60 characters.</param>
/// <param name="Telephone">Ten digits.</param>
/// <param name="Extension">Only with a telephone number.</param>
/// <param name="Email">Needs the extended character set.</param>
public sealed record Contact(string Name, string? Telephone, string? Extension = null, string? Email = null);

/// <summary>A United States address: N3 and N4.</summary>
/// <param name="Line1">N301, at most 55 characters.</param>
/// <param name="Line2">N302, at most 55 characters.</param>
/// <param name="City">N401, at most 30 characters.</param>
/// <param name="State">N402, the two letters of the postal service.</param>
/// <param name="PostalCode">N403.</param>
public sealed record Address(string Line1, string? Line2, string City, string State, PostalCode PostalCode)
{
    /// <summary>Hides itself: it may be a student's.</summary>
    public override string ToString() => "(address)";
}

/// <summary>NM103 to NM105 and NM107. Names are shortened to 60, 35, 25 and 10 characters.</summary>
public sealed record PersonName(string Last, string? First = null, string? Middle = null, string? Suffix = null)
{
    /// <summary>Hides itself: it may be a student's.</summary>
    public override string ToString() => "(name)";
}

/// <summary>Loops 2000A, 2010AA and 2010AB: the district.</summary>
public sealed record BillingProvider
{
    public required string Name { get; init; }

    /// <summary>None only for an atypical provider, whom the payer knows by <see cref="Payer.BillingProviderId"/>.</summary>
    public required Npi? Npi { get; init; }

    /// <summary>PRV*BI; none where the payer wants none.</summary>
    public required TaxonomyCode? Taxonomy { get; init; }

    /// <summary>A street address with a ZIP code of nine digits; a PO box goes to <see cref="PayTo"/>.</summary>
    public required Address Address { get; init; }

    public required TaxId TaxId { get; init; }

    public Contact? Contact { get; init; }

    /// <summary>Loop 2010AB, where payments go if not to <see cref="Address"/>.</summary>
    public Address? PayTo { get; init; }
}

/// <summary>A person who ordered, referred, supervised or gave the service.</summary>
/// <param name="Name">NM1.</param>
/// <param name="Npi">NM109, none only where the payer numbers the person itself.</param>
/// <param name="Taxonomy">PRV*PE, for rendering providers alone.</param>
/// <param name="PayerAssignedId">REF*G2.</param>
public sealed record Practitioner(PersonName Name, Npi? Npi, TaxonomyCode? Taxonomy = null, string? PayerAssignedId = null);

/// <summary>Loop 2310C: where the service was given, if not at the billing provider's address.</summary>
public sealed record Facility(string Name, Npi? Npi, Address Address);

/// <summary>Loop 2010BB: whom the claim asks to pay.</summary>
/// <param name="Name">NM103.</param>
/// <param name="Id">NM109, qualifier PI.</param>
/// <param name="BillingProviderId">REF*G2: the number that this payer gave the billing provider.</param>
public sealed record Payer(string Name, string Id, string? BillingProviderId = null);

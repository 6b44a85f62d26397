using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>The segments that name people, organisations and addresses.</summary>
internal static class Parties837P
{
    /// <summary>PER*IC.</summary>
    public static void Contact(X12Writer x12, Contact contact)
    {
        x12.Segment("PER"u8).Code("IC"u8).Name(contact.Name, 60);
        if (contact.Telephone is not null)
        {
            x12.Code("TE"u8).Text(contact.Telephone, 10);
        }

        if (contact.Extension is not null)
        {
            x12.Code("EX"u8).Text(contact.Extension, 10);
        }

        if (contact.Email is not null)
        {
            x12.Code("EM"u8).Text(contact.Email, 256);
        }

        x12.End();
    }

    /// <summary>PRV*BI and loops 2010AA, 2010AB.</summary>
    public static void Billing(X12Writer x12, BillingProvider provider)
    {
        if (provider.Taxonomy is { } taxonomy)
        {
            x12.Segment("PRV"u8).Code("BI"u8).Code("PXC"u8).Text(taxonomy.Code, 10).End();
        }

        x12.Segment("NM1"u8).Code("85"u8).Code("2"u8).Name(provider.Name, 60).Empty(4);
        Identified(x12, provider.Npi).End();
        Address(x12, provider.Address);
        Reference(x12, "EI"u8, provider.TaxId.Digits);
        if (provider.Contact is { } contact)
        {
            Contact(x12, contact);
        }

        if (provider.PayTo is { } payTo)
        {
            x12.Segment("NM1"u8).Code("87"u8).Code("2"u8).End();
            Address(x12, payTo);
        }
    }

    /// <summary>A person, and REF*G2 where given. Only a rendering provider (82) has a PRV*PE.</summary>
    public static void Practitioner(X12Writer x12, ReadOnlySpan<byte> entity, Practitioner? practitioner)
    {
        if (practitioner is null)
        {
            return;
        }

        Identified(Person(x12, entity, practitioner.Name), practitioner.Npi).End();
        if (practitioner.Taxonomy is { } taxonomy && entity.SequenceEqual("82"u8))
        {
            x12.Segment("PRV"u8).Code("PE"u8).Code("PXC"u8).Text(taxonomy.Code, 10).End();
        }

        Reference(x12, "G2"u8, practitioner.PayerAssignedId);
    }

    /// <summary>Loop 2310C.</summary>
    public static void Facility(X12Writer x12, Facility? facility)
    {
        if (facility is null)
        {
            return;
        }

        x12.Segment("NM1"u8).Code("77"u8).Code("2"u8).Name(facility.Name, 60).Empty(4);
        Identified(x12, facility.Npi).End();
        Address(x12, facility.Address);
    }

    /// <summary>NM1 of a person, up to the id that follows.</summary>
    public static X12Writer Person(X12Writer x12, ReadOnlySpan<byte> entity, PersonName name) =>
        x12.Segment("NM1"u8).Code(entity).Code("1"u8)
            .Name(name.Last, 60).Name(name.First, 35).Name(name.Middle, 25).Empty().Name(name.Suffix, 10);

    /// <summary>N3 and N4. A United States address names no country.</summary>
    public static void Address(X12Writer x12, Address address)
    {
        x12.Segment("N3"u8).Text(address.Line1, 55).Text(address.Line2, 55).End();
        x12.Segment("N4"u8).Text(address.City, 30).Text(address.State, 2).Text(address.PostalCode.Digits, 9).End();
    }

    /// <summary>REF, where there is something to refer to.</summary>
    public static void Reference(X12Writer x12, ReadOnlySpan<byte> qualifier, string? reference)
    {
        if (!string.IsNullOrWhiteSpace(reference))
        {
            x12.Segment("REF"u8).Code(qualifier).Text(reference, 50).End();
        }
    }

    private static X12Writer Identified(X12Writer x12, Npi? npi) =>
        npi is { IsEmpty: false } known ? x12.Code("XX"u8).Number(known.Number) : x12;
}

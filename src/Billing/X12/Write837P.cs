using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>Writes a claim file that has passed <see cref="Validator837P"/>. Loops and their order: 005010X222A1.</summary>
public static class Write837P
{
    public static ReadOnlySpan<byte> Version => "005010X222A1"u8;

    /// <summary>Writes all of it. The stream is neither closed nor flushed.</summary>
    public static void To(Stream output, Validated837P validated)
    {
        var file = new File837P(output, validated.Interchange.Envelope);
        file.Add(validated);
        file.Close();
    }

    /// <summary>What stands between ST and the first subscriber.</summary>
    /// <returns>HL01 of the district, above its subscribers.</returns>
    internal static int Head(X12Writer x12, Transaction837P transaction, Envelope envelope)
    {
        x12.Segment("BHT"u8).Code("0019"u8).Code("00"u8).Text(transaction.BatchId, 30)
            .Date(envelope.CreatedDate).Time(envelope.CreatedTime).Code("CH"u8).End();

        // Loops 1000A and 1000B.
        x12.Segment("NM1"u8).Code("41"u8).Code("2"u8).Name(transaction.Submitter.Name, 60).Empty(4)
            .Code("46"u8).Text(transaction.Submitter.Id, 80).End();
        Parties837P.Contact(x12, transaction.Submitter.Contact);
        x12.Segment("NM1"u8).Code("40"u8).Code("2"u8).Name(transaction.Receiver.Name, 60).Empty(4)
            .Code("46"u8).Text(transaction.Receiver.Id, 80).End();

        // Loop 2000A.
        var district = x12.Level(parent: null, "20"u8, hasChildren: true);
        Parties837P.Billing(x12, transaction.BillingProvider);
        return district;
    }

    internal static void Subscribers(X12Writer x12, Transaction837P transaction, int district)
    {
        var subscribers = transaction.Subscribers;
        for (var i = 0; i < subscribers.Count; i++)
        {
            x12.Level(district, "22"u8, hasChildren: false);
            Subscriber(x12, subscribers[i]);
        }
    }

    /// <summary>Loops 2000B, 2010BA and 2010BB.</summary>
    private static void Subscriber(X12Writer x12, Subscriber837P subscriber)
    {
        x12.Segment("SBR"u8).Code(Codes837P.Of(subscriber.Sequence)).Code("18"u8)
            .Text(subscriber.GroupNumber, 50).Name(subscriber.GroupName, 60).Empty(4).Text(subscriber.FilingIndicator, 2).End();

        Parties837P.Person(x12, "IL"u8, subscriber.Name).Code("MI"u8).Text(subscriber.MedicaidId.Value, MedicaidId.MaxLength).End();
        Parties837P.Address(x12, subscriber.Address);
        x12.Segment("DMG"u8).Code("D8"u8).Date(subscriber.BirthDate).Code(Codes837P.Of(subscriber.Sex)).End();

        x12.Segment("NM1"u8).Code("PR"u8).Code("2"u8).Name(subscriber.Payer.Name, 60).Empty(4)
            .Code("PI"u8).Text(subscriber.Payer.Id, 80).End();
        Parties837P.Reference(x12, "G2"u8, subscriber.Payer.BillingProviderId);

        var claims = subscriber.Claims;
        for (var i = 0; i < claims.Count; i++)
        {
            Claim(x12, claims[i]);
        }
    }

    /// <summary>Loops 2300 and 2310. CLM06 to CLM09: signature on file, assigned, benefits assigned, release given.</summary>
    private static void Claim(X12Writer x12, Claim837P claim)
    {
        x12.Segment("CLM"u8).Text(claim.ClaimNumber, 20).Amount(claim.ChargeCents).Empty(2)
            .Text(claim.PlaceOfService, 2).Component().Code("B"u8).Component().Number((int)claim.Frequency)
            .Code("Y"u8).Code("A"u8).Code("Y"u8).Code("Y"u8).Empty(10).Text(claim.DelayReason, 2).End();
        foreach (var date in claim.Dates)
        {
            x12.Segment("DTP"u8).Text(date.Qualifier, 3).Code("D8"u8).Date(date.Date).End();
        }

        Parties837P.Reference(x12, "G1"u8, claim.PriorAuthorization);
        Parties837P.Reference(x12, "F8"u8, claim.PayerClaimNumber);
        Parties837P.Reference(x12, "EA"u8, claim.MedicalRecordNumber);
        Note(x12, claim.Note);
        Diagnoses(x12, claim.Diagnoses);

        Parties837P.Practitioner(x12, "DN"u8, claim.Referring);
        Parties837P.Practitioner(x12, "82"u8, claim.Rendering);
        Parties837P.Facility(x12, claim.Facility);
        Parties837P.Practitioner(x12, "DQ"u8, claim.Supervising);

        foreach (var payer in claim.OtherPayers)
        {
            OtherPayers837P.Payer(x12, payer);
        }

        var lines = claim.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            Line(x12, lines[i], number: i + 1);
        }
    }

    private static void Diagnoses(X12Writer x12, IReadOnlyList<Icd10> diagnoses)
    {
        x12.Segment("HI"u8);
        for (var i = 0; i < diagnoses.Count; i++)
        {
            x12.Code(i == 0 ? "ABK"u8 : "ABF"u8).Component().Text(diagnoses[i].Code, 7);
        }

        x12.End();
    }

    /// <summary>Loops 2400 to 2430.</summary>
    private static void Line(X12Writer x12, ServiceLine837P line, int number)
    {
        x12.Segment("LX"u8).Number(number).End();
        x12.Segment("SV1"u8);
        Service(x12, line.Service).Amount(line.ChargeCents).Code("UN"u8).Quantity(line.Units.Milliunits)
            .Text(line.PlaceOfService, 2).Empty();
        for (var i = 0; i < line.DiagnosisPointers.Count; i++)
        {
            (i == 0 ? x12 : x12.Component()).Number(line.DiagnosisPointers[i]);
        }

        x12.End();
        x12.Segment("DTP"u8).Code("472"u8).Code("D8"u8).Date(line.ServiceDate).End();

        // The way home: the 835 gives REF*6R back.
        x12.Segment("REF"u8).Code("6R"u8).Text(line.LineNumber, 30).End();
        Note(x12, line.Note);

        Parties837P.Practitioner(x12, "82"u8, line.Rendering);
        Parties837P.Practitioner(x12, "DQ"u8, line.Supervising);
        Parties837P.Practitioner(x12, "DK"u8, line.Ordering);
        Parties837P.Practitioner(x12, "DN"u8, line.Referring);

        foreach (var adjudication in line.Adjudications)
        {
            OtherPayers837P.Adjudication(x12, adjudication);
        }
    }

    /// <summary>SV101 and SVD03: HC, code and modifiers.</summary>
    internal static X12Writer Service(X12Writer x12, ServiceCode service)
    {
        x12.Code("HC"u8).Component().Text(service.Procedure, 48);
        for (var i = 0; i < service.Modifiers.Count; i++)
        {
            x12.Component().Text(service.Modifiers[i], 2);
        }

        return x12;
    }

    private static void Note(X12Writer x12, Note? note)
    {
        if (note is not null)
        {
            x12.Segment("NTE"u8).Text(note.Kind, 3).Text(note.Text, 80).End();
        }
    }
}

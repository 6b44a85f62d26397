using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.X12;

/// <summary>Payments of any shape, drawn as models and written by the loops of 005010X221A1, in any separators and case of line ends.</summary>
public static class Any835
{
    private static readonly Gen<long> Cents = Gen.Frequency(
        (3, Gen.Choose(-20_000, 20_000).Select(cents => (long)cents)),
        (1, Gen.Elements(0L, -1L, 99_999_999_99L, -99_999_999_99L)));

    private static readonly Gen<string> Number = Gen.Choose(1, 99_999).Select(number => $"N{number}");
    private static readonly Gen<DateOnly?> Day = Gen.Choose(0, 4_000).Select(days => (DateOnly?)new DateOnly(2019, 12, 31).AddDays(days));

    private static readonly Gen<Adjustment> AnAdjustment =
        from @group in Gen.Elements("CO", "OA", "PI", "PR")
        from reason in Gen.Elements("1", "45", "97", "B4")
        from cents in Cents
        from quantity in Gen.Elements<long?>(null, 1_000, -500)
        select new Adjustment(@group, reason, cents, quantity);

    private static readonly Gen<RemitLine> ALine =
        from procedure in Gen.Elements("92507", "T1018", "97110")
        from modifiers in Gen.Elements(Array.Empty<string>(), ["GN"], ["GN", "59", "TM", "HQ"])
        from charge in Cents
        from paid in Cents
        from units in Gen.Elements<long?>(null, 1_000, 2_500, -1_000)
        from isChanged in Gen.Elements(false, false, true)
        from day in Day
        from adjustments in UpTo(3, AnAdjustment)
        from number in Gen.Elements("", "L0001")
        from remarks in UpTo(2, Gen.Elements("N130", "M16"))
        select new RemitLine
        {
            Segment = 0,
            Service = new("HC", procedure, modifiers),
            ChargeCents = charge,
            PaidCents = paid,
            PaidMilliunits = units,
            SentService = isChanged ? new("HC", "92508", []) : null,
            SentMilliunits = isChanged ? 2_000 : null,
            Dates = [new("472", day)],
            Adjustments = adjustments,
            LineNumber = number,
            Amounts = [new("B6", charge)],
            Remarks = remarks,
        };

    private static readonly Gen<RemitClaim> AClaim =
        from number in Number
        from status in Gen.Elements("1", "2", "4", "19", "22", "23")
        from charge in Cents
        from paid in Cents
        from patient in Cents
        from adjustments in UpTo(7, AnAdjustment)
        from remarks in UpTo(5, Gen.Elements("N25", "MA02"))
        from day in Day
        from lines in UpTo(3, ALine)
        select new RemitClaim
        {
            Segment = 0,
            Ordinal = 0,
            ClaimNumber = number,
            Status = status,
            ChargeCents = charge,
            PaidCents = paid,
            PatientCents = patient,
            FilingIndicator = "MC",
            PayerClaimNumber = number + "P",
            Frequency = "1",
            Adjustments = adjustments,
            Names = [new("QC", "O'Leary", "Żofia", "", "MI", "12345678901")],
            Remarks = remarks,
            References = [new("EA", "r1")],
            Dates = [new("232", day)],
            Amounts = [new("AU", charge)],
            Lines = lines,
        };

    public static readonly Gen<(List<RemitClaim> Claims, List<ProviderAdjustment> Adjustments, Separators Separators, string LineEnd)> File =
        from claims in UpTo(4, AClaim)
        from adjustments in UpTo(7, from reason in Gen.Elements("WO", "L6", "FB", "72", "CS")
                                    from reference in Gen.Elements("", "N17")
                                    from cents in Cents
                                    select new ProviderAdjustment("1234567893", new DateOnly(2026, 12, 31), reason, reference, cents))
        from separators in Gen.Elements<Separators>(new('*', ':', '^', '~'), new('|', '>', '!', '\n'), new('~', '^', '`', '_'), new('\x1d', '\x1f', '\x1e', '\x1c'))
        from lineEnd in Gen.Elements("", "\r\n", "\n   ")
        select (claims, adjustments, separators, lineEnd);

    public static string Write(IEnumerable<RemitClaim> claims, IEnumerable<ProviderAdjustment> adjustments)
    {
        var segments = new List<string>();
        foreach (var claim in claims)
        {
            segments.Add($"CLP*{claim.ClaimNumber}*{claim.Status}*{Dollars(claim.ChargeCents)}*{Dollars(claim.PaidCents)}*{Dollars(claim.PatientCents)}"
                + $"*{claim.FilingIndicator}*{claim.PayerClaimNumber}*03*{claim.Frequency}");
            segments.AddRange(claim.Adjustments.Select(Cas));
            segments.AddRange(claim.Names.Select(name => $"NM1*{name.Entity}*1*{name.LastName}*{name.FirstName}*{name.MiddleName}***{name.Qualifier}*{name.Id}"));
            segments.Add("MOA***" + string.Join('*', claim.Remarks));
            segments.AddRange(claim.References.Select(reference => $"REF*{reference.Qualifier}*{reference.Value}"));
            segments.AddRange(claim.Dates.Select(Dtm));
            segments.AddRange(claim.Amounts.Select(Amt));
            segments.AddRange(claim.Lines.SelectMany(Line));
        }

        segments.AddRange(adjustments.Chunk(6).Select(pairs =>
            $"PLB*1234567893*20261231*{string.Join('*', pairs.Select(pair => $"{pair.Reason}:{pair.Reference}*{Dollars(pair.AmountCents)}"))}"));
        return AnX12.Payment("0", [.. segments]);
    }

    /// <summary>The same text with other separators, and with something behind each terminator.</summary>
    public static byte[] Spell(string text, Separators separators, string lineEnd)
    {
        var spelled = text.Select(c => c switch
        {
            '*' => $"{separators.Element}",
            ':' => $"{separators.Component}",
            '^' => $"{separators.Repetition}",
            '~' => $"{separators.Terminator}{lineEnd}",
            _ => $"{c}",
        });
        return Encoding.UTF8.GetBytes(string.Concat(spelled));
    }

    private static IEnumerable<string> Line(RemitLine line) =>
    [
        $"SVC*{Service(line.Service)}*{Dollars(line.ChargeCents)}*{Dollars(line.PaidCents)}**{Units(line.PaidMilliunits)}"
            + $"*{(line.SentService is { } sent ? Service(sent) : "")}*{Units(line.SentMilliunits)}",
        .. line.Dates.Select(Dtm),
        .. line.Adjustments.Select(Cas),
        .. line.LineNumber.Length > 0 ? [$"REF*6R*{line.LineNumber}"] : Array.Empty<string>(),
        .. line.Amounts.Select(Amt),
        .. line.Remarks.Select(remark => $"LQ*HE*{remark}"),
    ];

    private static string Service(RemitService service) => string.Join(':', [service.Qualifier, service.Procedure, .. service.Modifiers]);

    private static string Cas(Adjustment adjustment) =>
        $"CAS*{adjustment.Group}*{adjustment.Reason}*{Dollars(adjustment.AmountCents)}*{Units(adjustment.QuantityMilliunits)}";

    private static string Dtm(RemitDate date) => $"DTM*{date.Qualifier}*{date.Date:yyyyMMdd}";

    private static string Amt(RemitAmount amount) => $"AMT*{amount.Qualifier}*{Dollars(amount.Cents)}";

    private static string Dollars(long cents) => (cents / 100m).ToString(CultureInfo.InvariantCulture);

    private static string Units(long? milliunits) => milliunits is { } units ? (units / 1000m).ToString(CultureInfo.InvariantCulture) : "";

    private static Gen<List<T>> UpTo<T>(int count, Gen<T> item) => Gen.Choose(0, count).SelectMany(n => item.ListOf(n)).Select(items => items.ToList());
}

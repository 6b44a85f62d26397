using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>
/// The numbered rules of docs/x12-rules.md, read from the bytes of any written file: a second opinion that shares nothing with the
/// validator and the writer but the reader of segments.
/// </summary>
public partial class RulesOnBytesTests
{
    private static readonly string[] ClaimOrder =
        ["CLM", "DTP", "REF*G1", "REF*F8", "REF*EA", "NTE", "HI", "NM1*DN", "NM1*82", "NM1*77", "NM1*DQ", "SBR", "LX"];

    private static readonly string[] LineOrder =
        ["LX", "SV1", "DTP*472", "REF*6R", "NTE", "NM1*82", "NM1*DQ", "NM1*DK", "NM1*DN", "SVD"];

    private static readonly int[] IsaLengths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

    private static readonly Lazy<List<RawClaimFile>> Files = new(() =>
        [.. Any837P.InAnyText().Generator.Sample(60, size: 30, seed: new(20_261_001, 35)).Select(model => new RawClaimFile(An837P.Bytes(model)))]);

    /// <summary>Each rule and the places of a file that break it.</summary>
    private static readonly Dictionary<int, Func<RawClaimFile, IEnumerable<object>>> Rules = new()
    {
        [1] = file => Unless(file.Bytes[105] == file.Separators.Terminator && file.Segments[0].Elements[1..].Select(each => each.Length).SequenceEqual(IsaLengths)),
        [2] = file => Unless(file.Segments[0][12] == "00501" && file.Segments[0][11] == $"{file.Separators.Repetition}"),
        [3] = file => Unless(IsDay(file.Segments[1][4]) && file.Segments[1][4][2..] == file.Segments[0][9] && file.Segments[1][5] == file.Segments[0][10]),
        [4] = file => Unless(file.Segments[^1][2] == file.Segments[0][13]),
        [5] = file => Unless(file.Segments[0][14] is "0" or "1" && file.Segments[0][15] is "P" or "T"),
        [6] = file => Unless(file.Segments[1][6] == file.Segments[^2][2] && GroupNumber().IsMatch(file.Segments[1][6])),
        [7] = file => All(
            Repeated(file.Of("ST").Select(st => st[2])),
            file.Of("ST").Where(st => st[2].Length is < 4 or > 9),
            file.Of("ST").Select(st => st[2]).Except(file.Of("SE").Select(se => se[2]))),
        [8] = file => file.Transactions.Where(transaction => Number(transaction.Single(each => each.Id == "SE")[1]) != transaction.TakeWhile(each => each.Id != "SE").Count() + 1),
        [9] = file => All(Repeated(file.Of("BHT").Select(bht => bht[3])), file.Of("BHT").Where(bht => bht[3].Length is 0 or > 30)),
        [11] = file => Data(file).Where(text => !(file.Separators == Separators.Default ? Basic() : Extended()).IsMatch(text)),
        [12] = file => Unless(file.Bytes.All(each => each is >= (byte)' ' and <= (byte)'~' or (byte)'\n')),
        [13] = file => file.Segments.Where(each => each.Elements[^1].Length == 0 || each.Elements.Skip(1).Any(element => each.Id != "ISA" && element.EndsWith(each.ComponentSeparator))),
        [14] = file => Amounts(file).Where(amount => !Amount().IsMatch(amount)),
        [15] = file => file.Segments.Where(each => each.Id switch
        {
            "NM1" => each[3].Length > 60 || each[4].Length > 35 || each[5].Length > 25,
            "N3" => each[1].Length > 55 || each[2].Length > 55,
            "N4" => each[1].Length > 30,
            "REF" => each[2].Length > 50,
            "NTE" => each[2].Length > 80,
            _ => false,
        }),
        [16] = file => file.Transactions.SelectMany(transaction => transaction.Where(each => each.Id == "HL").Index()
            .Where(level => Number(level.Item[1]) != level.Index + 1 || level.Item[2] != (level.Index == 0 ? "" : "1")).Select(level => level.Item)),
        [17] = file => All(
            file.Of("HL").Where(level => (level[3], level[4]) is not (("20", "1") or ("22", "0"))),
            file.Students.Select(student => student[1]).Where(sbr => sbr[2] != "18")),
        [18] = file => file.Students.Where(student => !student.Take(6).Select(each => each.Id).SequenceEqual(["HL", "SBR", "NM1", "N3", "N4", "DMG"])),
        [19] = file => file.Of("SBR").Where(sbr => sbr[3].Length > 0 && sbr[4].Length > 0),
        [20] = file => file.Of("PER").Where(per => per[3] == "TE" ? !TenDigits().IsMatch(per[4]) : per.Elements.Contains("EX")),
        [21] = file => All(
            file.Segments.Index().Where(each => each.Item.Kind is "NM1*85" or "NM1*77")
                .Select(each => file.Segments.Skip(each.Index).First(next => next.Id == "N4")).Where(n4 => n4[3].Length != 9),
            file.Of("N4").Where(n4 => n4.Elements.Length > 4)),
        [22] = file => file.Transactions.Where(transaction => transaction.Count(each => each.Kind == "REF*EI" && NineDigits().IsMatch(each[2])) != 1),
        [23] = file => file.Of("NM1").Where(nm1 => nm1[8] == "XX" && !Npi.TryParse(nm1[9], out _)),
        [24] = file => file.Of("PRV").Where(prv => prv[3].Length != 10),
        [25] = file => file.Of("NM1").Where(nm1 => nm1[2] == "2" && nm1[4].Length > 0),
        [26] = file => file.Claims.Where(claim => claim.Lines.Any(line => Rendering(line) is { } own && own == (Rendering(claim.Head) ?? Billing(file)))
            || Rendering(claim.Head) == Billing(file)),
        [27] = file => All(Repeated(file.Claims.Select(claim => claim.Clm[1])), file.Claims.Where(claim => claim.Clm[1].Length is 0 or > 20)),
        [28] = file => file.Claims.Where(claim => Dollars(claim.Clm[2]) != claim.Lines.Sum(line => Dollars(line[1][2]))),
        [29] = file => file.Claims.Where(claim => !PlaceAndFrequency().IsMatch(string.Join(':', claim.Clm.Components(5)))
            || (claim.Clm.Components(5)[2] == "1") == claim.Head.Any(each => each.Kind == "REF*F8")),
        [30] = file => file.Claims.Where(claim => !claim.Clm.Elements.AsSpan(6, 4).SequenceEqual(["Y", "A", "Y", "Y"])),
        [31] = file => file.Claims.Where(claim => !DelayReason().IsMatch(claim.Clm[20])),
        [32] = file => file.Claims.Where(claim => claim.Diagnoses.Length > 12 || claim.Diagnoses.Distinct().Count() != claim.Diagnoses.Length
            || !claim.Diagnoses.Index().All(each => Diagnosis(each.Index == 0 ? "ABK" : "ABF", claim).IsMatch(each.Item))),
        [33] = file => file.Claims.Where(claim => !InOrder([.. claim.Head, .. claim.All.Where(each => each.Id is "SBR" or "LX")], ClaimOrder)),
        [34] = file => All(
            file.Students.Where(student => student.Count(each => each.Id == "CLM") is 0 or > 100),
            file.Transactions.Where(transaction => transaction.Count(each => each.Id == "CLM") > 5_000)),
        [35] = file => file.Claims.Where(claim => claim.Lines.Count > 50 || claim.Lines.Index().Any(line => Number(line.Item[0][1]) != line.Index + 1)),
        [36] = file => Services(file).Where(sv1 => sv1.Components(1) is not ["HC", { Length: 5 }, ..] || sv1.Components(1).Length > 6),
        [37] = file => Services(file).Where(sv1 => sv1[3] != "UN" || !Quantity().IsMatch(sv1[4])),
        [38] = file => file.Claims.Where(claim => claim.Lines.Any(line => line[1].Components(7) is { Length: > 4 } or [""]
            || line[1].Components(7).Any(pointer => Number(pointer) < 1 || Number(pointer) > claim.Diagnoses.Length))),
        [39] = file => file.Claims.Where(claim => claim.Lines.Select(line => line.Single(each => each.Kind == "DTP*472")).Any(dtp =>
            dtp[2] != "D8" || !IsDay(dtp[3]) || IsBefore(dtp[3], claim.Student.First(each => each.Id == "DMG")[2]) || IsBefore($"{An837P.Today:yyyyMMdd}", dtp[3]))),
        [40] = file => All(
            Repeated(file.Claims.SelectMany(claim => claim.Lines).Select(line => line.SingleOrDefault(each => each.Kind == "REF*6R")?[2] ?? "")),
            file.Segments.Where(each => each.Kind == "REF*6R" && (each[2].Length is 0 or > 30))),
        [41] = file => file.Claims.SelectMany(claim => claim.Lines).Where(line => !InOrder(line, LineOrder)),
        [42] = file => Repeated(file.Claims.Where(claim => claim.Clm.Components(5)[2] != "8").SelectMany(claim => claim.Lines.Select(line =>
            $"{claim.Student[2][9]} {line.Single(each => each.Kind == "DTP*472")[3]} {string.Join(' ', line[1].Components(1).Skip(1).Order(StringComparer.Ordinal))}"))),
        [43] = file => file.Claims.Where(claim => claim.OtherPayers.Any(payer => !Balances(claim, payer)
            || !InOrder(payer, ["SBR", "AMT", "OI", "NM1*IL", "NM1*PR"]) || payer.Select(each => each.Id).Distinct().Intersect(["AMT", "OI", "NM1"]).Count() != 3)),
    };

    public static TheoryData<int> Numbers => [.. Rules.Keys];

    [Theory, MemberData(nameof(Numbers))]
    public void No_written_file_breaks_a_rule(int number) => Assert.Empty(Files.Value.SelectMany(file => Rules[number](file)));

    /// <summary>10: without an escape, a separator in data would only show as another rule's fault.</summary>
    [Fact]
    public void Every_rule_that_a_file_can_show_is_looked_for() => Assert.Equal(Enumerable.Range(1, 43).Except([10]), Rules.Keys);

    /// <summary>What public validators let pass (⚠): each is spoilt in a good file, and seen.</summary>
    [Theory]
    [InlineData(6, "GE*1*17", "GE*1*018")]
    [InlineData(11, "NTE*ADD*A", "NTE*ADD*a")]
    [InlineData(14, "CLM*CL0001*45.5*", "CLM*CL0001*45.50*")]
    [InlineData(14, "SV1*HC:92507:GN:TM*45.5*", "SV1*HC:92507:GN:TM*045.5*")]
    [InlineData(17, "HL*2*1*22*0", "HL*2*1*22*1")]
    [InlineData(17, "SBR*P*18*", "SBR*P*19*")]
    [InlineData(18, "DMG*D8*20150309*M~", "")]
    [InlineData(21, "*NH*033011234", "*NH*03301")]
    [InlineData(23, "*XX*1234567893", "*XX*1234567894")]
    [InlineData(24, "PRV*BI*PXC*251300000X", "PRV*BI*PXC*2513000")]
    [InlineData(27, "CLM*CL0001*", "CLM*CL0000000000000000001*")]
    [InlineData(29, "*03:B:1*", "*03:B:2*")]
    [InlineData(29, "*03:B:1*", "*03:B:7*")]
    [InlineData(32, "HI*ABK:F802", "HI*ABK:F80.2")]
    [InlineData(32, "HI*ABK:F802", "HI*ABF:F802")]
    [InlineData(38, "*UN*1***1~", "*UN*1***2~")]
    [InlineData(39, "DTP*472*D8*20261001", "DTP*472*D8*20271001")]
    [InlineData(39, "DTP*472*D8*20261001", "DTP*472*D8*20260931")]
    public void A_rule_that_others_let_pass_is_seen_to_be_broken(int number, string good, string broken)
    {
        var text = System.Text.Encoding.ASCII.GetString(An837P.Bytes(An837P.FileWith(An837P.Claim() with { Note = new("ADD", "As planned") })));
        Assert.Contains(good, text, StringComparison.Ordinal);

        Assert.Empty(Rules[number](new(AnX12.Bytes(text))));
        Assert.NotEmpty(Rules[number](new(AnX12.Bytes(text.Replace(good, broken, StringComparison.Ordinal)))));
    }

    private static IEnumerable<object> Unless(bool holds) => holds ? [] : ["the envelope"];

    private static IEnumerable<object> All(params IEnumerable<object>[] faults) => faults.SelectMany(each => each);

    private static IEnumerable<string> Repeated(IEnumerable<string> values) => values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => group.Key);

    /// <summary>Listed segments stand in the order of the list; others are not looked at.</summary>
    private static bool InOrder(IEnumerable<RawSegment> segments, string[] order)
    {
        var ranks = segments.Select(each => Math.Max(Array.IndexOf(order, each.Kind), Array.IndexOf(order, each.Id))).Where(rank => rank >= 0).ToList();
        return ranks.Order().SequenceEqual(ranks);
    }

    /// <summary>What a payer before paid and took off, on the claim and its lines, is the claim's charge.</summary>
    private static bool Balances(RawClaim claim, IReadOnlyList<RawSegment> payer)
    {
        var id = payer.Single(each => each.Kind == "NM1*PR")[9];
        var onLines = claim.Lines.SelectMany(line => RawClaimFile.Cut(line, "SVD")).Where(judged => judged[0][1] == id).SelectMany(judged => judged);
        return Dollars(claim.Clm[2]) == Dollars(payer.Single(each => each.Id == "AMT")[2]) + payer.Concat(onLines).Where(each => each.Id == "CAS").SelectMany(Adjusted).Sum(Dollars);
    }

    private static IEnumerable<string> Adjusted(RawSegment cas) => cas.Elements.Index().Where(each => each.Index > 0 && each.Index % 3 == 0).Select(each => each.Item);

    private static IEnumerable<string> Amounts(RawClaimFile file) =>
        file.Segments.Where(each => each.Id is "CLM" or "SV1" or "SVD" or "AMT").Select(each => each[2]).Concat(file.Of("CAS").SelectMany(Adjusted));

    private static IEnumerable<string> Data(RawClaimFile file) =>
        file.Segments.Skip(1).SelectMany(each => Enumerable.Range(1, each.Elements.Length - 1).SelectMany(each.Components));

    private static IEnumerable<RawSegment> Services(RawClaimFile file) => file.Of("SV1");

    private static string? Rendering(IEnumerable<RawSegment> loop) => loop.FirstOrDefault(each => each.Kind == "NM1*82")?[9];

    private static string Billing(RawClaimFile file) => file.Segments.First(each => each.Kind == "NM1*85")[9];

    private static bool IsDay(string digits) => DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsBefore(string day, string other) => string.CompareOrdinal(day, other) < 0;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static decimal Dollars(string amount) => decimal.Parse(amount, CultureInfo.InvariantCulture);

    private static Regex Diagnosis(string qualifier, RawClaim claim) => new($"^{qualifier}\\{claim.Clm.ComponentSeparator}[A-Z][0-9][A-Z0-9]{{1,5}}$", RegexOptions.NonBacktracking);

    [GeneratedRegex("^[1-9][0-9]{0,8}$")]
    private static partial Regex GroupNumber();

    [GeneratedRegex("""^[A-Z0-9 !"&'()+,\-./;?=]*$""")]
    private static partial Regex Basic();

    [GeneratedRegex("""^[A-Z0-9 !"&'()+,\-./;?=%@\[\]_{}\\|<>#$]*$""")]
    private static partial Regex Extended();

    [GeneratedRegex(@"^-?([1-9][0-9]{0,7}(\.[0-9]?[1-9])?|\.[0-9]?[1-9]|0)$")]
    private static partial Regex Amount();

    [GeneratedRegex(@"^([1-9][0-9]*(\.[0-9]{0,2}[1-9])?|\.[0-9]{0,2}[1-9])$")]
    private static partial Regex Quantity();

    [GeneratedRegex("^[0-9]{10}$")]
    private static partial Regex TenDigits();

    [GeneratedRegex("^[0-9]{9}$")]
    private static partial Regex NineDigits();

    [GeneratedRegex("^[0-9]{2}:B:[178]$")]
    private static partial Regex PlaceAndFrequency();

    [GeneratedRegex("^([1-9]|10|11|15)?$")]
    private static partial Regex DelayReason();
}

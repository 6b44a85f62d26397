using MedicaidLogs.Billing.Tests.X12;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

/// <summary>Ten months of claims, replacements, voids and repetitions of a few students, and what a payer sends back.</summary>
internal sealed class ARandomYear
{
    private const int Months = 10;

    private readonly Random _random;
    private readonly Dictionary<string, (Claim837P Claim, int Student)> _sent = [];
    private readonly Dictionary<string, string> _payerNumbers = [];
    private readonly List<byte[]> _files = [];
    private int _claims;

    public ARandomYear(int seed)
    {
        _random = new(seed);
        Payer = new(seed, PayerStyle.Any(seed));
        for (var month = 0; month < Months; month++)
        {
            Month(month);
        }

        Parts = [.. _files.SelectMany(AnX12.Parts)];
    }

    public SimulatedPayer Payer { get; }

    /// <summary>All that the payer sent.</summary>
    public IReadOnlyList<byte[]> Files => _files;

    /// <summary>The same, read to the end.</summary>
    public IReadOnlyList<ResponsePart> Parts { get; }

    private void Month(int month)
    {
        var first = new DateOnly(2026, 1, 1).AddMonths(month);
        var file = AClaimFile.Numbered(month + 1, [.. Enumerable.Range(1, 4).Select(student => Student(student, first))]);
        _files.AddRange(Payer.Take(file, first.AddMonths(1).AddDays(3)).All);
        Disturb();
        var remittance = Payer.Remit(first.AddMonths(1).AddDays(20));
        _files.Add(remittance);
        foreach (var claim in AnX12.Parts(remittance).OfType<RemitClaim>())
        {
            _payerNumbers[claim.ClaimNumber] = claim.PayerClaimNumber;
        }
    }

    private Subscriber837P Student(int student, DateOnly first)
    {
        var originals = Enumerable.Range(0, 1 + _random.Next(3)).Select(part => Claim(first.AddDays(part * 9), lines: 1 + _random.Next(4)));
        var again = _payerNumbers.Where(known => _sent[known.Key].Student == student && _random.Next(6) == 0)
            .DistinctBy(known => _sent[known.Key].Claim.Lines[0].ServiceDate) // No file holds a service twice.
            .ToList().Select(known => Again(known.Key, known.Value));
        Claim837P[] claims = [.. originals, .. again];
        foreach (var claim in claims)
        {
            _sent[claim.ClaimNumber] = (claim, student);
        }

        return An837P.Student(claims) with { MedicaidId = An837P.Medicaid($"1234567890{student}") };
    }

    private Claim837P Claim(DateOnly first, int lines)
    {
        var number = $"M{++_claims:0000}";
        return An837P.Claim([.. Enumerable.Range(1, lines).Select(line => An837P.Line(line) with
        {
            LineNumber = $"{number}{line:00}",
            ServiceDate = first.AddDays(line),
            ChargeCents = 1 + _random.Next(100_00),
        })]) with
        { ClaimNumber = number };
    }

    /// <summary>Once for each claim. Its number of the payer's may be out of date: then the payer rejects it.</summary>
    private Claim837P Again(string number, string payerNumber)
    {
        _payerNumbers.Remove(number);
        var original = _sent[number].Claim;
        var again = $"M{++_claims:0000}";
        var frequency = _random.Next(5) switch
        {
            0 => ClaimFrequency.Original,
            1 => ClaimFrequency.Void,
            _ => ClaimFrequency.Replacement,
        };
        var lines = original.Lines.Select((line, index) => line with
        {
            LineNumber = $"{again}{index + 1:00}",
            ChargeCents = frequency == ClaimFrequency.Replacement ? 1 + _random.Next(100_00) : line.ChargeCents,
        }).ToArray();
        return An837P.Claim(lines) with
        {
            ClaimNumber = again,
            Frequency = frequency,
            PayerClaimNumber = frequency == ClaimFrequency.Original ? null : payerNumber,
        };
    }

    /// <summary>What the payer does of itself.</summary>
    private void Disturb()
    {
        foreach (var number in Payer.Books.Fates.Where(claim => claim.Value == ClaimFate.Told).Select(claim => claim.Key).Where(_ => _random.Next(15) == 0).ToList())
        {
            switch (_random.Next(3))
            {
                case 0:
                    Payer.TakeBack(number);
                    break;
                case 1:
                    Payer.TakeBack(number, Decision.Pay(_random.Next(100)));
                    break;
                default:
                    Payer.TakeRefund(number);
                    break;
            }
        }

        if (_random.Next(4) == 0)
        {
            Payer.Adjust("CS", "SETTLEMENT", _random.Next(-50_00, 300_00));
        }
    }
}

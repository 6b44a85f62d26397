namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Where October's dollars must stand once the payer has answered, reckoned from its plan and the expected claim lines.</summary>
internal sealed class ExpectedAnswers
{
    private static readonly DateOnly _month = new(2026, 10, 1);

    private readonly Draft _draft;
    private readonly ExpectedLine[] _lines;

    public ExpectedAnswers(Draft draft)
    {
        _draft = draft;
        _lines = [.. new Expected(draft).ClaimLines(_month)];
        foreach (var line in _lines)
        {
            Add(line);
        }
    }

    public long RejectedCents { get; private set; }

    public long AcceptedCents { get; private set; }

    public long PaidCents { get; private set; }

    public long AdjustedCents { get; private set; }

    public long DeniedCents { get; private set; }

    /// <summary>Paid for what is on none of our lines.</summary>
    public long NamelessCents { get; private set; }

    /// <summary>BPR02.</summary>
    public long DepositCents => PaidCents + NamelessCents + PayersPlan.InterestCents;

    /// <summary>What is unusual, with the claim lines that it is said of.</summary>
    public IEnumerable<(PlannedAnswer Answer, int Lines, long ChargeCents)> Unusual() =>
        from answer in PayersPlan.Unusual
        let lines = _lines.Where(line => PayersPlan.Of(line.StudentNumber, line.Procedure) == answer).ToArray()
        select (answer, lines.Length, lines.Sum(line => line.ChargeCents));

    /// <summary>The bank's file: one line, which pays the remittance.</summary>
    public byte[] BankCsv() => Csv.Bytes(
    [
        "date,amount,trace,description",
        $"{Csv.Text(PayersPlan.PaidOn)},{Csv.Dollars(DepositCents)},{PayersPlan.TraceNumber},NH MEDICAID CLAIMS",
    ]);

    private void Add(ExpectedLine line)
    {
        switch (PayersPlan.Of(line.StudentNumber, line.Procedure)?.Says)
        {
            case PayerSays.Rejects:
                RejectedCents += line.ChargeCents;
                break;
            case PayerSays.Denies:
                DeniedCents += line.ChargeCents;
                break;
            case PayerSays.DecidesLater:
                AcceptedCents += line.ChargeCents;
                break;
            case PayerSays.PaysNameless:
                AcceptedCents += line.ChargeCents;
                NamelessCents += PaymentCents(line);
                break;
            default:
                PaidCents += PaymentCents(line);
                AdjustedCents += line.ChargeCents - PaymentCents(line);
                break;
        }
    }

    private long PaymentCents(ExpectedLine line)
    {
        var paidByOthersCents = _draft.District.OtherPayments
            .Where(payment => payment.StudentNumber == line.StudentNumber && payment.Date == line.Date && payment.Procedure == line.Procedure)
            .Sum(payment => payment.PaidCents);
        return Math.Max(0, (line.ChargeCents * PayersPlan.PaysPercent / 100) - paidByOthersCents);
    }
}

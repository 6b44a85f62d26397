using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>Decisions as a payer's year has them: most claims are paid, and everything else happens now and then.</summary>
public sealed class RandomDecisions(int seed)
{
    private static readonly (string Group, string Carc, string[] Rarcs)[] _denials =
        [("CO", "29", []), ("CO", "16", ["N290", "M76"]), ("OA", "18", []), ("CO", "197", ["N54"]), ("PR", "177", []), ("CO", "B7", ["N570"])];

    private static readonly (string Category, string Status, string Entity)[] _rejections = [("A7", "164", "IL"), ("A3", "88", "QC"), ("A6", "562", "82"), ("A8", "496", "")];

    private readonly Random _random = new(seed);

    public Decision Of(ReceivedClaim claim) =>
        claim.IsPended ? Percent(30) ? Decision.Pend() : Paid(claim)
        : claim.Sent.Frequency == ClaimFrequency.Void ? Percent(5) ? Rejected() : Decision.Pay()
        : _random.Next(100) switch
        {
            < 5 => Rejected(),
            < 8 => Decision.Pend(),
            < 9 => Decision.Forward("OTHER INSURANCE"),
            < 10 => Decision.LosesIt(),
            < 18 => Denied(),
            _ => Paid(claim),
        };

    private Rejection Rejected()
    {
        var rejection = Of(_rejections);
        return Decision.Reject277(rejection.Category, rejection.Status, rejection.Entity);
    }

    private Adjudication Denied()
    {
        var denial = Of(_denials);
        return Decision.Deny(denial.Group, denial.Carc, denial.Rarcs) with { LeavesLinesOut = Percent(20) };
    }

    /// <summary>What is said of lines is drawn now, so that it stays said.</summary>
    private Adjudication Paid(ReceivedClaim claim)
    {
        var lines = claim.Lines.Select(Line).ToList();
        var paidCents = claim.Lines.Zip(lines, (line, said) => line.ChargeCents - said.Adjustments.Sum(adjustment => adjustment.AmountCents)).Sum();
        var isSplit = Percent(5);
        return new(_ => lines)
        {
            Parts = isSplit ? 2 : 1,
            OfClaim = !isSplit && paidCents > 0 && Percent(4) ? [new("CO", "104", 1 + _random.NextInt64(paidCents))] : [],
            LeavesLinesOut = Percent(4),
            InterestCents = Percent(4) ? 1 + _random.Next(500) : 0,
            OtherPayer = Percent(2) ? "OTHER INSURANCE" : null,
            PaysLater = claim.Sent.Frequency == ClaimFrequency.Replacement && Percent(30),
        };
    }

    private LineDecision Line(ServiceLine837P line) => _random.Next(100) switch
    {
        < 4 => LineDecision.Deny(line, "CO", "97", "N30"),
        < 8 => LineDecision.PayPartly(line, _random.NextInt64(line.ChargeCents), "119"),
        < 10 => LineDecision.Pay(line) with { JudgedAs = line.Service with { Modifiers = [] } },
        < 12 => new([new("CO", "45", line.ChargeCents / 4), new("PR", "3", line.ChargeCents / 10)]),
        < 20 => LineDecision.Pay(line, 100),
        _ => LineDecision.Pay(line, 60 + _random.Next(40)),
    };

    private bool Percent(int percent) => _random.Next(100) < percent;

    private T Of<T>(T[] some) => some[_random.Next(some.Length)];
}

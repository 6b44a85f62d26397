using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>Where the payer's claims lie: numbers them, decides of them, pays no service twice, takes back what is replaced or voided.</summary>
internal sealed class ClaimDesk(PayerStyle style, PayerBooks books)
{
    private static readonly IReadOnlyDictionary<string, StatusCode> _noLines = new Dictionary<string, StatusCode>();

    private readonly Dictionary<string, HeldClaim> _byIcn = [];
    private readonly Dictionary<string, HeldClaim> _byNumber = [];
    private readonly Dictionary<string, HeldClaim> _paidServices = [];
    private readonly List<HeldClaim> _waiting = [];
    private readonly List<Statement> _reversals = [];
    private DateOnly _today;
    private int _icns;

    public Func<ReceivedClaim, Decision> Decide { get; set; } = _ => Decision.Pay();

    /// <summary>PLB of the next remittance.</summary>
    public List<Due> Dues { get; } = [];

    /// <summary>Claims that were taken and stand in no remittance yet.</summary>
    public IReadOnlyList<ReceivedClaim> Waiting => [.. _waiting.Select(held => held.Claim)];

    /// <summary>Takes a claim, or does not.</summary>
    /// <returns>What the 277CA says of it; null where it is lost.</returns>
    public AnsweredAs? Take(Claim837P claim, Subscriber837P student, DateOnly on)
    {
        _today = on;
        var received = new ReceivedClaim(claim, student, NewIcn());
        var original = claim.PayerClaimNumber is { } icn ? _byIcn.GetValueOrDefault(icn) : null;
        var decision = claim.Frequency != ClaimFrequency.Original && original is not { InForce.Count: > 0, IsSuperseded: false }
            ? Decision.Reject277("A7", "464") // Payer assigned claim control number.
            : Decide(received);
        books.Set(claim.ClaimNumber, decision switch
        {
            Rejection => ClaimFate.Rejected,
            Forwarding => ClaimFate.Forwarded,
            Loss => ClaimFate.Lost,
            _ => ClaimFate.Taken,
        });
        switch (decision)
        {
            case Loss:
                return null;
            case Rejection rejection:
                return new(received with { Icn = "" }, rejection.Statuses, IsRejected: true, rejection.OfLines ?? _noLines);
            case Forwarding:
                return new(received, [new("A0", "16", "PR")], IsRejected: false, _noLines);
            default:
                Hold(received, decision, original);
                return new(received, [new("A2", "20", "PR")], IsRejected: false, _noLines);
        }
    }

    /// <summary>What the next remittance says: what is taken back first, so that nothing in its place is paid twice.</summary>
    public List<Statement> Settle()
    {
        var waiting = _waiting.OrderBy(held => held.Original is null).ToList();
        _waiting.Clear();
        var statements = waiting.SelectMany(Settle).ToList();
        statements.InsertRange(0, _reversals);
        _reversals.Clear();
        return statements;
    }

    public void TakeBack(string claimNumber, Adjudication? instead)
    {
        var held = _byNumber[claimNumber];
        Reverse(held);
        if (instead is not null)
        {
            (held.Claim, held.Decision) = (held.Claim with { Icn = NewIcn() }, instead);
            _waiting.Add(held);
        }
    }

    public void TakeRefund(string claimNumber)
    {
        var held = _byNumber[claimNumber];
        Dues.AddRange(held.InForce.Select(statement => new Due("72", statement.Told.PayerClaimNumber, -statement.Told.PaidCents)));
        Reverse(held);
    }

    private void Hold(ReceivedClaim received, Decision decision, HeldClaim? original)
    {
        var held = new HeldClaim(received, decision, original);
        if (original is not null)
        {
            original.IsSuperseded = true;
        }

        _byNumber[received.Number] = held;
        _waiting.Add(held);
    }

    private IReadOnlyList<Statement> Settle(HeldClaim held)
    {
        held.Decision = held.Decision is Pending ? Decide(held.Claim with { IsPended = true }) : held.Decision;
        if (held.Decision is not Adjudication decision)
        {
            _waiting.Add(held.Decision is Pending ? held : throw new InvalidOperationException("A claim that was taken can only be decided, or pended again."));
            return [];
        }

        var isVoid = held.Claim.Sent.Frequency == ClaimFrequency.Void;
        if (held.Original is { } original)
        {
            Reverse(original, isVoid && style.NamesVoids ? held.Claim : null);
        }

        if (isVoid)
        {
            books.Set(held.Claim.Number, ClaimFate.Done);
            return [];
        }

        if (decision.PaysLater)
        {
            held.Decision = decision with { PaysLater = false };
            _waiting.Add(held);
            return [];
        }

        return Adjudicate(held, decision);
    }

    private IReadOnlyList<Statement> Adjudicate(HeldClaim held, Adjudication decision)
    {
        var lines = held.Claim.Lines.Zip(decision.Lines(held.Claim), (line, said) => OnceOnly(held, line, said)).ToList();
        held.InForce = Adjudicated.Of(held.Claim, decision with { OfClaim = AsFarAsPaid(decision.OfClaim, held.Claim, lines) }, lines, style.GivesBack, NewIcn);
        foreach (var statement in held.InForce)
        {
            _byIcn[statement.Truth.PayerClaimNumber] = held;
            _byIcn[statement.Told.PayerClaimNumber] = held;
        }

        if (decision.InterestCents != 0)
        {
            Dues.Add(new("L6", held.InForce[0].Told.PayerClaimNumber, -decision.InterestCents));
        }

        books.Set(held.Claim.Number, ClaimFate.Told);
        return held.InForce;
    }

    /// <summary>CO-18 where the member's service of that day is paid already.</summary>
    private LineDecision OnceOnly(HeldClaim held, ServiceLine837P line, LineDecision said)
    {
        if (said.IsDenied)
        {
            return said;
        }

        var modifiers = string.Join(' ', line.Service.Modifiers.Order(StringComparer.Ordinal));
        var service = string.Create(CultureInfo.InvariantCulture, $"{held.Claim.Student.MedicaidId.Value} {line.ServiceDate} {line.Service.Procedure} {modifiers}");
        return _paidServices.TryAdd(service, held) ? said : LineDecision.Deny(line, "CO", "18");
    }

    /// <summary>What is taken off the claim needs something to be taken from, which a duplicate may have gone with.</summary>
    private static IReadOnlyList<Adjustment> AsFarAsPaid(IReadOnlyList<Adjustment> ofClaim, ReceivedClaim claim, IEnumerable<LineDecision> lines)
    {
        var paidCents = claim.Sent.ChargeCents - lines.SelectMany(line => line.Adjustments).Sum(adjustment => adjustment.AmountCents);
        return ofClaim.Sum(adjustment => adjustment.AmountCents) <= paidCents ? ofClaim : [];
    }

    /// <summary>Once: what is taken back is not in force any more.</summary>
    /// <param name="namedAs">The void whose numbers the reversal bears; null where it bears those of the claim.</param>
    private void Reverse(HeldClaim held, ReceivedClaim? namedAs = null)
    {
        var reversals = held.InForce.Select(statement => statement.Reversed);
        _reversals.AddRange(namedAs is null
            ? reversals
            : reversals.Select(reversal => reversal with { Told = Adjudicated.Renumbered(reversal.Told, held.Claim, namedAs) }));
        held.InForce = [];
        foreach (var service in _paidServices.Where(service => service.Value == held).Select(service => service.Key).ToList())
        {
            _paidServices.Remove(service);
        }

        books.Set(held.Claim.Number, ClaimFate.TakenBack);
    }

    private string NewIcn() => string.Create(CultureInfo.InvariantCulture, $"{_today:yy}{_today.DayOfYear:000}{++_icns:00000000}");
}

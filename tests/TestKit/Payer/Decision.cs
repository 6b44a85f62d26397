using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>What the payer does with a claim. It is asked once, when the claim comes; a pended one is asked for again at each payment.</summary>
public abstract record Decision
{
    /// <summary>Pays a part of each line's charge, to the cent below. What another payer paid is OA-23, the rest CO-45.</summary>
    public static Adjudication Pay(int percent = 80) => ByLine(line => LineDecision.Pay(line, percent));

    /// <summary>Pays so much for the whole claim, line after line until it is used up.</summary>
    public static Adjudication PayPartly(long cents, string carc, string group = "CO") => new(claim =>
    {
        var leftCents = cents;
        return claim.Lines.Select(line =>
        {
            var paidCents = Math.Min(line.ChargeCents, leftCents);
            leftCents -= paidCents;
            return LineDecision.PayPartly(line, paidCents, carc, group);
        });
    });

    /// <summary>CLP02 4: pays nothing for any line.</summary>
    /// <param name="rarcs">Remark codes of each line; of the claim (MOA) where its lines are left out.</param>
    public static Adjudication Deny(string group, string carc, params string[] rarcs) => ByLine(line => LineDecision.Deny(line, group, carc, rarcs));

    public static Adjudication ByLine(Func<ServiceLine837P, LineDecision> line) => new(claim => claim.Lines.Select(line));

    /// <summary>CLP02 23: it is another payer's to pay.</summary>
    public static Adjudication NotOurs(string payerName) => Deny("OA", "109") with { OtherPayer = payerName, IsNotOurs = true };

    /// <summary>277CA: does not take the claim.</summary>
    /// <param name="category">A3, A6, A7 or A8.</param>
    public static Rejection Reject277(string category, string status, string entity = "") => new([new(category, status, entity)]);

    /// <summary>277CA: does not take the claim for the sake of one line.</summary>
    public static Rejection RejectLine277(string lineNumber, string category, string status, string entity = "") =>
        new([new(category, "247", "")], new Dictionary<string, StatusCode> { [lineNumber] = new(category, status, entity) });

    /// <summary>Takes it and decides later.</summary>
    public static Pending Pend() => new();

    /// <summary>277CA A0: sends it to another payer, and never speaks of it again.</summary>
    public static Forwarding Forward(string payerName) => new(payerName);

    /// <summary>Never speaks of it.</summary>
    public static Loss LosesIt() => new();
}

/// <summary>Takes it, and says in the next 835 what it pays. Of a void this is the reversal and nothing else.</summary>
/// <param name="Lines">One for each line of the claim, in their order.</param>
public sealed record Adjudication(Func<ReceivedClaim, IEnumerable<LineDecision>> Lines) : Decision
{
    /// <summary>CAS of the claim itself, of its first part where it is split; left out where the lines leave less.</summary>
    public IReadOnlyList<Adjustment> OfClaim { get; init; } = [];

    /// <summary>MOA.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The CLP has no lines: their adjustments and remarks are told of the claim.</summary>
    public bool LeavesLinesOut { get; init; }

    /// <summary>Over so many CLPs, each with some of the lines and a number of its own.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>PLB L6.</summary>
    public long InterestCents { get; init; }

    /// <summary>CLP02 19 to 21 (23 where it is not ours): the claim went on to this payer.</summary>
    public string? OtherPayer { get; init; }

    public bool IsNotOurs { get; init; }

    /// <summary>Of a replacement: its original is taken back in the next 835, and it is paid in the one after.</summary>
    public bool PaysLater { get; init; }

    /// <summary>Instead of the payer's habit.</summary>
    public GivesBack? GivesBack { get; init; }
}

/// <summary>277CA: does not take it.</summary>
/// <param name="Statuses">Three to an STC.</param>
/// <param name="OfLines">By REF*6R.</param>
public sealed record Rejection(IReadOnlyList<StatusCode> Statuses, IReadOnlyDictionary<string, StatusCode>? OfLines = null) : Decision
{
    public Rejection And(string category, string status, string entity = "") => this with { Statuses = [.. Statuses, new(category, status, entity)] };
}

public sealed record Pending : Decision;

public sealed record Forwarding(string PayerName) : Decision;

public sealed record Loss : Decision;

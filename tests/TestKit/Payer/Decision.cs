using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>What the payer does with a claim.</summary>
public abstract record Decision
{
    /// <summary>Pays a part of each line's charge, to the cent below; the rest is CO-45.</summary>
    public static Adjudication Pay(int percent = 80) => ByLine(line => LineDecision.Pay(line, percent));

    public static Adjudication ByLine(Func<ServiceLine837P, LineDecision> line) => new(line);
}

/// <summary>Takes it, and says in the next 835 what it pays.</summary>
/// <param name="Line">For each line of the claim.</param>
public sealed record Adjudication(Func<ServiceLine837P, LineDecision> Line) : Decision;

/// <summary>What the payer does with a line: it pays what the adjustments leave of the charge.</summary>
public sealed record LineDecision(IReadOnlyList<Adjustment> Adjustments)
{
    public static LineDecision Pay(ServiceLine837P line, int percent = 80) => PayPartly(line, line.ChargeCents * percent / 100, "45");

    public static LineDecision PayPartly(ServiceLine837P line, long paidCents, string carc, string group = "CO") =>
        new(paidCents == line.ChargeCents ? [] : [new(group, carc, line.ChargeCents - paidCents)]);
}

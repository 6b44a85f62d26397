using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>What the payer does with a line: it pays what the adjustments leave of the charge.</summary>
public sealed record LineDecision(IReadOnlyList<Adjustment> Adjustments)
{
    /// <summary>LQ*HE.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>SVC01, and what we sent in SVC06: the payer took the line for another service.</summary>
    public ServiceCode? JudgedAs { get; init; }

    /// <summary>SVC05, and what we sent in SVC07.</summary>
    public long? PaidMilliunits { get; init; }

    public bool IsDenied { get; init; }

    /// <summary>A part of the charge, to the cent below. What another payer paid is OA-23, the rest CO-45.</summary>
    public static LineDecision Pay(ServiceLine837P line, int percent = 80)
    {
        var allowedCents = line.ChargeCents * percent / 100;
        var paidByOthersCents = Math.Min(allowedCents, line.Adjudications.Sum(adjudication => adjudication.PaidCents));
        return new(AboveNothing(new("CO", "45", line.ChargeCents - allowedCents), new("OA", "23", paidByOthersCents)));
    }

    public static LineDecision PayPartly(ServiceLine837P line, long paidCents, string carc, string group = "CO") =>
        new(AboveNothing(new Adjustment(group, carc, line.ChargeCents - paidCents)));

    public static LineDecision Deny(ServiceLine837P line, string group, string carc, params string[] rarcs) =>
        new([new(group, carc, line.ChargeCents)]) { Remarks = rarcs, IsDenied = true };

    private static Adjustment[] AboveNothing(params Adjustment[] adjustments) => [.. adjustments.Where(adjustment => adjustment.AmountCents != 0)];
}

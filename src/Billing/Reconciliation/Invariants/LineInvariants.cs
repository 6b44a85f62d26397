using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation.Invariants;

/// <summary>What must hold of each claim line of a month. Where the lines stand is asked once for all of it: that is most of a month's work.</summary>
internal static class LineInvariants
{
    /// <summary>The gravest breaches of each first.</summary>
    [Sql]
    private const string BreachesSql = """
        select name, subject, cents
        from (
            select b.name, 'claim line ' || l.line_control_number as subject, b.cents,
                   row_number() over (partition by b.name order by abs(b.cents) desc, l.line_control_number) as place
            from billing.line_standing l
            cross join lateral (values
                ('line-adds-up',
                 l.paid_cents + l.adjusted_cents + l.denied_cents + l.written_off_cents + l.outstanding_cents - l.charge_cents,
                 l.paid_cents + l.adjusted_cents + l.denied_cents + l.written_off_cents + l.outstanding_cents <> l.charge_cents),
                ('decided-twice', -l.outstanding_cents, l.outstanding_cents < 0),
                ('taken-back-twice', l.outstanding_cents - l.charge_cents,
                 l.paid_cents + l.adjusted_cents + l.denied_cents + l.written_off_cents < 0),
                ('not-taken-back', l.paid_cents,
                 l.paid_cents <> 0 and not exists (
                    select from billing.claim_line_entry x
                    where x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number and x.live))
            ) b (name, cents, is_breach)
            where l.district_id = @districtId and l.service_month = @month and b.is_breach) b
        where place <= @limit
        order by name, place
        """;

    public static Invariant AddsUp { get; } = new(
        "line-adds-up", "Billed = paid + adjusted + denied + written off + outstanding, for every claim line.", null);

    public static Invariant DecidedTwice { get; } = new("decided-twice", "No payer decided on more than was billed.", null, InvariantSeverity.Attention);

    /// <remarks>A reversal may come before what it reverses: until then somebody may wonder.</remarks>
    public static Invariant TakenBackTwice { get; } = new(
        "taken-back-twice", "No payer took back more of a claim line than it had decided on.", null, InvariantSeverity.Attention);

    public static Invariant NotTakenBack { get; } = new(
        "not-taken-back", "No payment is left on a claim line in whose place another stands.", null, InvariantSeverity.Attention);

    /// <param name="limit">Breaches of each invariant in a month.</param>
    /// <returns>By the invariant's name.</returns>
    public static async Task<ILookup<string, Breach>> BreachesAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IEnumerable<DateOnly> months, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        foreach (var month in months)
        {
            rows.AddRange(await transaction.Connection!.QueryAsync<Row>(new CommandDefinition(
                BreachesSql, new { districtId, month, limit }, transaction, cancellationToken: cancellationToken)));
        }

        return rows.ToLookup(row => row.Name, row => new Breach(row.Subject, row.Cents));
    }

    private sealed record Row(string Name, string Subject, long Cents);
}

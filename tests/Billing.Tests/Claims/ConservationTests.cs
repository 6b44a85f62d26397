using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

public sealed class ConservationTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly int[] _days = [1, 2, 5, 6, 7, 8, 9, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30];

    /// <summary>Every cent of every billable session is on exactly one line, and what the checks said it was worth.</summary>
    [Theory]
    [InlineData(1, "nh-mmis"), InlineData(2, "nh-mmis"), InlineData(3, "nh-mmis"), InlineData(4, "clearinghouse"), InlineData(5, "clearinghouse")]
    public async Task No_cent_is_lost_or_made_in_any_month(int seed, string payer)
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ExecuteAsync("update intake.rate set rate_cents = 1643 where district_id = @DistrictId"); // Does not split evenly.
        await month.LogAsync(RandomMonth(new Random(seed)));
        var close = Assert.IsType<CloseOutcome.Closed>(await month.CloseAsync());

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(PayerProfile.Shipped(payer)));

        Assert.Empty(built.LeftReady.Sessions);
        Assert.Equal((close.Billable, close.BillableCents), (built.Totals.Entries, built.Totals.ChargeCents));
        Assert.Empty(await month.QueryAsync<long>(
            """
            select e.entry_id
            from intake.billable_entry e
            full join billing.billed_entry b using (district_id, service_month, entry_id)
            where district_id = @DistrictId and e.value_cents is distinct from b.charge_cents
            """));
        Assert.Empty(await month.QueryAsync<long>(
            """
            select l.claim_id
            from billing.claim_line l
            join billing.claim_line_entry x using (district_id, claim_id, line_number)
            where district_id = @DistrictId
            group by l.claim_id, line_number, l.charge_cents
            having sum(x.charge_cents) <> l.charge_cents
            """));
    }

    /// <summary>Up to three sessions of therapy a day for each student, none at the same time, now and then a faulty one.</summary>
    private static List<EntryBuilder> RandomMonth(Random random)
    {
        var sessions = new List<EntryBuilder>();
        foreach (var day in _days)
        {
            for (var student = 1; student <= 2; student++)
            {
                for (var hour = 9; hour <= 11; hour++)
                {
                    if (random.Next(3) == 0)
                    {
                        continue;
                    }

                    var session = ClaimMonth.Therapy(sessions.Count + 1, $"S{student}", day, hour + (3 * (student - 1)), random.Next(1, 46));
                    sessions.Add(random.Next(10) == 0 ? session.Log(log => log with { SignedBy = "", SignedAt = null }) : session);
                }
            }
        }

        return sessions;
    }
}

using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>Medicaid pays last: what payers before it did stands on the claim, to the cent.</summary>
public sealed class OtherPaymentTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const long Charge = 2_000;

    [Fact]
    public async Task A_session_that_another_payer_decided_on_goes_to_Medicaid_as_the_second()
    {
        var month = await ClaimMonth.CreateAsync(database, student => student with
        {
            Eligibility = [new Eligibility(student.StudentId, new DateOnly(2026, 1, 1), null, OtherCoverage: student.StudentNumber == "S1")],
        });
        await month.PaidElsewhereAsync(1, 6, "92507", 1_250, "CO:45:500 PR:3:250");
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7), ClaimMonth.Session(3, "S2", 6));
        await month.CloseAsync();

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync()); // Of S1's two sessions one waits for the other payer.

        Assert.Equal((2, 2), (built.Totals.Claims, built.Totals.Entries));
        var file = await month.TextAsync(built);
        Assert.Contains("~HL*2*1*22*0~SBR*S*18*******MC~", file, StringComparison.Ordinal);
        Assert.Contains("~HL*3*1*22*0~SBR*P*18*******MC~", file, StringComparison.Ordinal);
        Assert.Equal(await month.FileAsync(built), await month.RebuiltAsync(built));
    }

    [Fact]
    public async Task Claims_of_a_student_stand_apart_by_the_payers_that_were_asked_before()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.PaidElsewhereAsync(1, 6, "92507", 0, "PR:96:2000");
        await month.PaidElsewhereAsync(1, 8, "92507", 0, "PR:96:2000");
        await month.PaidElsewhereAsync(1, 8, "92507", 2_000, "", payer: "HARBOR", askedAs: 2);
        await month.PaidElsewhereAsync(1, 9, "92507", 2_000, "", payer: "HARBOR");

        var built = await month.BillAsync(
            ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7), ClaimMonth.Session(3, "S1", 8), ClaimMonth.Session(4, "S1", 9),
            ClaimMonth.Session(5, "S1", 13));

        Assert.Equal(
            [("", 2), ("GRANITE", 1), ("HARBOR", 1), ("GRANITE HARBOR", 1)],
            await month.QueryAsync<(string, int)>(
                """
                select coalesce((select string_agg(p.value -> 'payer' ->> 'payerId', ' ' order by p.ordinality)
                                 from jsonb_array_elements(c.other_payers) with ordinality p), ''),
                       (select count(*)::int from billing.claim_line l where l.district_id = c.district_id and l.claim_id = c.claim_id)
                from billing.claim c where c.district_id = @DistrictId order by c.claim_id
                """));
        var file = await month.TextAsync(built);
        Assert.Equal(["P", "S", "T"], file.Split("*1*22*0~SBR*")[1..].Select(loop => loop[..1]));
        Assert.Equal(await month.FileAsync(built), await month.RebuiltAsync(built));
    }

    [Theory]
    [InlineData(Charge, "", true)]
    [InlineData(0, "PR:96:2000", true)]
    [InlineData(Charge - 1, "", false)]
    [InlineData(Charge, "CO:45:1", false)]
    public async Task What_was_paid_and_taken_off_is_the_charge_to_the_cent(long paidCents, string adjustments, bool goes)
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.PaidElsewhereAsync(1, 6, "92507", paidCents, adjustments);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7));
        await month.CloseAsync();

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(goes ? 2 : 1, built.Totals.Entries);
        Assert.Equal(goes ? [] : [(1L, "TPL_AMOUNT")], from left in built.LeftReady.Sessions select (left.EntryId, Assert.Single(left.Codes)));
    }

    [Fact]
    public async Task Of_two_lines_of_a_procedure_nobody_can_tell_which_was_paid()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.PaidElsewhereAsync(1, 6, "97530", 4_000, "");
        await month.LogAsync(
            ClaimMonth.Therapy(1, "S1", 6, 9, 30),
            ClaimMonth.Therapy(2, "S1", 6, 13, 30).Log(log => log with { Telehealth = true }),
            ClaimMonth.Session(3, "S1", 7));
        await month.CloseAsync();

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal([(1L, "TPL_AMOUNT"), (2L, "TPL_AMOUNT")], from left in built.LeftReady.Sessions select (left.EntryId, Assert.Single(left.Codes)));
    }

    [Fact]
    public async Task Two_payers_that_were_both_asked_first_hold_a_session_back()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.PaidElsewhereAsync(1, 6, "92507", Charge, "");
        await month.PaidElsewhereAsync(1, 6, "92507", Charge, "", payer: "HARBOR");
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.CloseAsync();

        var nothing = Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());

        Assert.Equal("TPL_AMOUNT", Assert.Single(Assert.Single(nothing.LeftReady.Sessions).Codes));
    }
}

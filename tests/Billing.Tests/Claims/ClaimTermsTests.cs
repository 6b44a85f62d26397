using System.Text.Json;
using System.Text.Json.Nodes;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Tests.Payers;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>What claims carry beside services, and when.</summary>
public sealed class ClaimTermsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly MidOctober = new(2026, 10, 15);

    [Fact]
    public async Task A_claim_carries_the_number_under_which_its_services_were_authorized()
    {
        var month = await ClaimMonth.CreateAsync(database, student => student.StudentNumber != "S1" ? student : student with
        {
            Authorizations =
            [
                new(1, "PA-EARLY", "SPEECH", new(2026, 9, 1), null, null),
                new(2, "PA-LATE", "SPEECH", MidOctober, null, null), // From then on it is the one that is meant.
                new(3, "PA-CODE", "97530", new(2026, 9, 1), MidOctober, null),
            ],
        });

        var built = await month.BillAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Session(2, "S1", 19),
            ClaimMonth.Therapy(3, "S1", 6, 11, 30),
            ClaimMonth.Therapy(4, "S1", 19, 11, 30),
            ClaimMonth.Session(5, "S2", 6));

        Assert.Equal(
            [("PA-EARLY", 1), ("PA-CODE", 1), ("PA-LATE", 1), ("-", 1), ("-", 1)],
            await month.QueryAsync<(string, int)>(
                """
                select coalesce(c.prior_authorization, '-'), count(l)::int
                from billing.claim c join billing.claim_line l using (district_id, claim_id)
                where c.district_id = @DistrictId group by c.claim_id, c.prior_authorization order by c.claim_id
                """));
        var file = await month.TextAsync(built);
        Assert.Contains("~CLM*", file, StringComparison.Ordinal);
        Assert.Contains("*Y*A*Y*Y~REF*G1*PA-EARLY~HI*ABK:F802~", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Late_services_go_with_the_reason_that_the_district_gives()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 20));
        await month.CloseAsync();
        var payer = AProfile.Like("nh-mmis", edition => edition["claims"]!["delayReasonAfterDays"] = 30);

        var inTime = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(payer));
        var late = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(payer, delayReason: "11"));

        var left = Assert.Single(inTime.LeftReady.Sessions);
        Assert.Equal((1L, "X12_DELAY_REASON"), (left.EntryId, Assert.Single(left.Codes)));
        Assert.Contains("*03:B:1*Y*A*Y*Y~", await month.TextAsync(inTime), StringComparison.Ordinal);
        Assert.Contains("*03:B:1*Y*A*Y*Y***********11~", await month.TextAsync(late), StringComparison.Ordinal);
        Assert.Equal(await month.FileAsync(late), await month.RebuiltAsync(late));
    }

    [Fact]
    public async Task A_payer_that_asks_for_it_gets_the_record_number_its_own_provider_numbers_and_another_address_to_pay_to()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Therapy(1, "S1", 6, 9, 30));
        await month.CloseAsync();
        await month.ExecuteAsync("update intake.provider set npi = null where district_id = @DistrictId and provider_number = 'P2'");
        var payer = AProfile.Like("nh-mmis", edition =>
        {
            edition["claims"]!["medicalRecordNumber"] = true;
            edition["providers"]!["billingTaxonomy"] = null;
            edition["providers"]!["rendering"] = "claim";
            edition["providers"]!["payerIds"] = new JsonObject { ["P2"] = "A-0002" };
            edition["payer"]!["billingProviderId"] = "B-0001";
            edition["payTo"] = new JsonObject { ["street"] = "PO Box 9", ["city"] = "Concord", ["state"] = "NH", ["postalCode"] = "033010009" };
        });

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(payer));

        var file = await month.TextAsync(built);
        Assert.Contains("~HL*1**20*1~NM1*85*2*", file, StringComparison.Ordinal);
        Assert.Contains("~NM1*87*2~N3*PO BOX 9~N4*CONCORD*NH*033010009~HL*2*", file, StringComparison.Ordinal);
        Assert.Contains("~REF*G2*B-0001~CLM*", file, StringComparison.Ordinal);
        Assert.Contains("~REF*EA*S1~HI*", file, StringComparison.Ordinal);
        Assert.Contains("~NM1*82*1*PROVIDER*P2~REF*G2*A-0002~", file, StringComparison.Ordinal);
        await month.ExecuteAsync("update intake.student set student_number = student_number || 'X' where district_id = @DistrictId");
        Assert.Equal(await month.FileAsync(built), await month.RebuiltAsync(built));
    }

    [Fact]
    public async Task A_payer_gets_no_more_files_in_a_day_than_it_takes()
    {
        var month = await ClaimMonth.CreateAsync(database);
        var payer = AProfile.Like("nh-mmis", edition => edition["interchange"]!["filesPerDay"] = 1);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.CloseAsync();
        Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(payer));
        Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync(payer));
        await month.LogAsync(ClaimMonth.Session(2, "S1", 7));
        await month.CloseAsync();

        Assert.Equal(new ClaimRunOutcome.DayIsFull(1), await month.BuildAsync(payer));

        await month.ExecuteAsync("update billing.claim_run set built_at = built_at - interval '13 hours' where district_id = @DistrictId"); // noon less these is yesterday
        Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(payer));
    }

    [Fact]
    public async Task A_file_from_before_a_payer_had_a_word_on_all_this_is_written_again_too()
    {
        var month = await ClaimMonth.CreateAsync(database);
        var built = await month.BillAsync(ClaimMonth.Session(1, "S1", 6));
        var migration = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/Core/Database/Migrations/0012_payers_terms.sql"));

        await month.ExecuteAsync("""
            update billing.claim_run
            set terms = terms #- '{payer,payTo}' #- '{payer,interchange,filesPerDay}' #- '{payer,claims,medicalRecordNumber}'
                        #- '{payer,claims,deniedAgainAs}' #- '{payer,providers,payerIds}'
            where district_id = @DistrictId
            """);
        await Assert.ThrowsAsync<JsonException>(() => month.RebuiltAsync(built));
        await month.ExecuteAsync(migration[migration.IndexOf("update billing.claim_run", StringComparison.Ordinal)..]);

        Assert.Equal(await month.FileAsync(built), await month.RebuiltAsync(built));
    }

    [Fact]
    public async Task The_diagnoses_of_a_claim_stand_as_the_order_has_them_the_primary_first()
    {
        var month = await ClaimMonth.CreateAsync(database, student => student with
        {
            Orders = [.. student.Orders.Select(order => order with { Diagnoses = ["F84.0", "F80.2", "A00.0"] })],
        });

        var built = await month.BillAsync(ClaimMonth.Session(1, "S1", 6));

        var file = await month.TextAsync(built);
        Assert.Contains("~HI*ABK:F840*ABF:F802*ABF:A000~", file, StringComparison.Ordinal);
        Assert.Contains("*1***1:2:3~", file, StringComparison.Ordinal);
    }
}

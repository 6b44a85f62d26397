using Dapper;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Finance;

/// <summary><see cref="ReturnedMonth"/>, whose payment of $32.00 is in the bank; a second payment, with a line on no claim of ours, is not.</summary>
public sealed class PaidMonth : WebFixture
{
    /// <summary>Of $32.00: $12.00 for one line, whose other $8.00 are denied, and $20.00 for another.</summary>
    public const long Remittance = 2;

    /// <summary>Of $20.00, for the claim that was rejected before; the payer gave its number back as no one knows it.</summary>
    public const long SecondRemittance = 3;

    /// <summary>The line that matches nothing.</summary>
    public const string Unmatched = "3-1-1";

    /// <summary>The deposit of $32.00; line 2 of the bank is nobody's.</summary>
    public const long Deposit = 1;

    private const string LoseNumber = """
        update billing.remit_line
        set posted_claim_id = null, posted_line_number = null, posted_paid_cents = null, posted_adjusted_cents = null, posted_denied_cents = null, matched_by = null
        where district_id = @districtId and remittance_id = 3;
        update billing.remit_claim set claim_number = '0', payer_claim_number = 'NEW' where district_id = @districtId and remittance_id = 3;
        insert into billing.unmatched_line (district_id, remittance_id, claim_ordinal, line_ordinal) values (@districtId, 3, 1, 1)
        """;

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var districtId = await ReturnedMonth.CreateAsync(database);
        await new PayerFacts(database, districtId, files: 2).PayAsync(new PaidLine(ReturnedMonth.Rejected, Paid: 2_000));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(LoseNumber, new { districtId });
        var bank = new BankLines(database.DataSource, Clock);
        await bank.AddAsync(districtId, new(new(2026, 11, 7), 3_200, $"TRACE{Remittance}", "NH MEDICAID PAYMENT"), Actor.Command("test"));
        await bank.AddAsync(districtId, new(new(2026, 11, 8), 2_050, "", "COUNTER DEPOSIT"), Actor.Command("test"));
        return districtId;
    }
}

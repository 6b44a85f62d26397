using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Scenarios.Tests.PayerYear;

/// <summary>Two paid claims, one of which is voided: nothing is billed beside a claim that the payer still holds.</summary>
public sealed class VoidedClaimTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const long Cents = 20_00;
    private static readonly DateOnly _month = YearDistrict.Months[0];
    private static readonly DateOnly _paidOn = _month.AddMonths(2);
    private static readonly Actor _who = Actor.Command("test");

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_payer_takes_back_is_billed_once_more_and_paid(bool namesVoids)
    {
        var paid = await PaidAsync(new SimulatedPayer(new PayerStyle { NamesVoids = namesVoids }));
        var answers = await paid.VoidAsync();
        await paid.RequireNothingToBillAsync();

        await paid.TakeInAsync(answers.All); // TA1, 999 and 277CA: the void is accepted.
        await paid.RequireNothingToBillAsync();

        await paid.TakeInAsync([paid.Payer.Remit(_paidOn)]);
        Assert.Equal(Cents, (await paid.BucketsAsync())["ready"]);
        var again = Assert.IsType<ClaimRunOutcome.Built>(await paid.CloseAndBuildAsync());
        Assert.Equal(new ClaimTotals(1, 1, 1, Cents), again.Totals);
        await paid.TakeInAsync((await paid.SendAsync(again)).All);
        await paid.TakeInAsync([paid.Payer.Remit(_paidOn.AddDays(7))]);

        await paid.RequireNothingToBillAsync();
        Assert.DoesNotContain(paid.Payer.Books.Claims.Values, claim => claim.Adjusted.ContainsKey(("CO", "18")));
        Assert.Equal(2, paid.Payer.Books.Claims.Values.Count(claim => claim.PaidCents > 0));
    }

    [Fact]
    public async Task A_void_that_the_payer_rejects_leaves_the_claim_paid()
    {
        var payer = new SimulatedPayer();
        var paid = await PaidAsync(payer);
        var before = await paid.BucketsAsync();
        payer.Decide(claim => claim.Sent.Frequency == ClaimFrequency.Void ? Decision.Reject277("A7", "464") : Decision.Pay());

        await paid.TakeInAsync((await paid.VoidAsync()).All);
        await paid.TakeInAsync([payer.Remit(_paidOn)]);

        await paid.RequireNothingToBillAsync();
        Assert.Equal(before, await paid.BucketsAsync());
        Assert.NotNull(Assert.Single(await paid.ProposalsAsync()).Refused);
    }

    private async Task<PaidMonth> PaidAsync(SimulatedPayer payer)
    {
        var clock = new FixedClock(new DateTimeOffset(_month.AddMonths(1).AddDays(9).ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero));
        var district = await StoredDistrict.CreateAsync(database, YearDistrict.Builder(), clock);
        await district.LogAsync([Session(1), Session(2)]);
        var paid = new PaidMonth(database, clock, district, payer, await district.PersonAsync(UserRole.Finance));
        await paid.TakeInAsync((await paid.SendAsync(Assert.IsType<ClaimRunOutcome.Built>(await paid.CloseAndBuildAsync()))).All);
        await paid.TakeInAsync([payer.Remit(_month.AddMonths(1).AddDays(20))]);
        return paid;
    }

    private static EntryBuilder Session(int id) => An.Entry().Id(id).For($"S{id}").On(_month.AddDays(8)).At(8 + id, 0, 30);

    private sealed class PaidMonth(DatabaseFixture database, FixedClock clock, StoredDistrict district, SimulatedPayer payer, Guid finance)
    {
        private readonly OurBooks _books = new(database, district.DistrictId);
        private int _files;

        public SimulatedPayer Payer => payer;

        /// <summary>Voids the first claim; the payer takes the file.</summary>
        public async Task<PayerAnswers> VoidAsync()
        {
            Assert.IsType<Billing.Claims.DecisionOutcome.Decided>(await new ClaimDecisions(database.DataSource, clock).DecideAsync(
                district.DistrictId, new ClaimNumber(district.DistrictId, 1).ToString(), ClaimDecisionKind.Void, "not given", finance));
            return await SendAsync(Assert.IsType<ClaimRunOutcome.Built>(await CloseAndBuildAsync()));
        }

        public async Task<ClaimRunOutcome> CloseAndBuildAsync()
        {
            await district.CheckStaleMonthsAsync();
            await new MonthClose(database.DataSource, clock).CloseAsync(district.DistrictId, _month, _who);
            return await new ClaimRun(database.DataSource, clock).BuildAsync(district.DistrictId, _month, PayerProfile.Shipped("nh-mmis"), _who);
        }

        public async Task<PayerAnswers> SendAsync(ClaimRunOutcome.Built built)
        {
            Assert.IsType<ReleaseOutcome.Released>(
                await new ClaimRelease(database.DataSource, clock).ReleaseAsync(district.DistrictId, built.ClaimRunId, finance));
            await using var connection = await database.DataSource.OpenConnectionAsync();
            await using var content = await FileStore.OpenAsync(connection, district.DistrictId, built.File.Hash);
            var file = new MemoryStream();
            await content.CopyToAsync(file);
            return payer.Take(file.ToArray());
        }

        /// <summary>After each of them the books are sound, and every cent is in one bucket.</summary>
        public async Task TakeInAsync(IEnumerable<byte[]> files)
        {
            foreach (var file in files)
            {
                Assert.IsType<ResponseOutcome.Posted>(await new ResponseIntake(database.DataSource, clock)
                    .ImportAsync(district.DistrictId, $"payer-{++_files}", new MemoryStream(file), _who));
                await _books.RequireSoundAsync(month: null);
            }
        }

        public async Task RequireNothingToBillAsync()
        {
            Assert.IsType<ClaimRunOutcome.NothingToBill>(await CloseAndBuildAsync());
            await _books.RequireSoundAsync(month: null);
            Assert.Equal(2 * Cents, (await BucketsAsync()).Where(bucket => bucket.Key != "replaced").Sum(bucket => bucket.Value));
        }

        public Task<IReadOnlyDictionary<string, long>> BucketsAsync() => _books.BucketsAsync();

        public Task<IReadOnlyList<ClaimProposal>> ProposalsAsync() => new ClaimProposals(database.DataSource).OfMonthAsync(district.DistrictId, _month);
    }
}

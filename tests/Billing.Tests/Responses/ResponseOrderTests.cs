using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.Responses;

public sealed class ResponseOrderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Orders = 4;

    private static readonly GivesBack[] _habits =
        [GivesBack.Everything, GivesBack.ClaimNumber, GivesBack.PayerNumber, GivesBack.Service, GivesBack.Nothing];

    /// <summary>Acknowledgements, payments, takebacks, the same payment in two files, and everything that a payer leaves out.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task Any_order_of_the_same_files_ends_in_the_same_ledger(int seed)
    {
        var random = new Random(seed);
        var payer = APayer(seed, random);
        var month = await ResponseMonth.CreateAsync(database, payer, [.. from student in Enumerable.Range(1, 9)
                                                                       from day in (int[])[6, 7, 8]
                                                                       select ClaimMonth.Session((10 * student) + day, $"S{student}", day)]);
        byte[][] files = [.. month.Answers.All, .. Remittances(payer, random)];
        var expected = await PostAsync(month, files);

        for (var order = 0; order < Orders; order++)
        {
            byte[][] shuffled = [.. files, files[random.Next(files.Length)], files[random.Next(files.Length)]];
            random.Shuffle(shuffled);
            await ForgetAsync(month);
            Assert.Equal(expected, await PostAsync(month, shuffled));
        }
    }

    private static SimulatedPayer APayer(int seed, Random random)
    {
        var decisions = new RandomDecisions(seed);
        return new SimulatedPayer(PayerStyle.Any(seed)).Decide(claim => decisions.Of(claim) is Adjudication paid
            ? paid with { GivesBack = _habits[random.Next(_habits.Length)] }
            : new Adjudication(each => each.Lines.Select(line => LineDecision.Pay(line))));
    }

    private static List<byte[]> Remittances(SimulatedPayer payer, Random random)
    {
        var files = new List<byte[]> { payer.Remit(ResponseMonth.PaidOn), payer.RemitAgain() };
        var paid = payer.Books.Claims.Keys.Order().ToArray();
        payer.TakeBack(paid[random.Next(paid.Length)]);
        payer.Adjust("CS", "", 1_00);
        files.Add(payer.Remit(ResponseMonth.PaidOn.AddDays(28)));
        payer.TakeBack(paid[0], Decision.Pay(50));
        files.Add(payer.Remit(ResponseMonth.PaidOn.AddDays(56)));
        return files;
    }

    private static async Task<List<string>> PostAsync(ResponseMonth month, IEnumerable<byte[]> files)
    {
        foreach (var file in files)
        {
            await month.ImportAsync(file);
        }

        return await month.LedgerAsync();
    }

    private static Task ForgetAsync(ResponseMonth month) => month.Month.ExecuteAsync(
        """
        delete from billing.posted_part where district_id = @DistrictId;
        delete from billing.unmatched_line where district_id = @DistrictId;
        delete from billing.remit_line where district_id = @DistrictId;
        delete from billing.remit_claim where district_id = @DistrictId;
        delete from billing.provider_adjustment where district_id = @DistrictId;
        delete from billing.remittance where district_id = @DistrictId;
        delete from billing.claim_answer where district_id = @DistrictId;
        delete from billing.run_answer where district_id = @DistrictId;
        delete from billing.response_file where district_id = @DistrictId;
        """);
}

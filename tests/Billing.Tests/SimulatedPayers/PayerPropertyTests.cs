using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

public class PayerPropertyTests
{
    private static readonly IReadOnlyList<ARandomYear> _years = [.. Enumerable.Range(1, 40).Select(seed => new ARandomYear(seed))];

    [Fact]
    public void Every_payment_balances_and_every_total_is_true() => Assert.All(_years, year =>
    {
        var parts = year.Parts;

        Assert.All(parts.OfType<RemitEnd>(), end => Assert.Empty(end.Imbalances));
        Assert.All(parts.OfType<Ack277CA>().SelectMany(ack => ack.Batches), batch => Assert.Empty(batch.Differences));
    });

    [Fact]
    public void All_payments_come_to_what_the_books_say() => Assert.All(_years, year =>
    {
        var (books, parts) = (year.Payer.Books, year.Parts);

        Assert.Equal(books.Remittances.Select(one => (one.TraceNumber, one.PaymentCents)), parts.OfType<RemitPayment>().Select(one => (one.TraceNumber, one.PaymentCents)));
        Assert.Equal(
            books.PaymentCents,
            books.Claims.Values.Sum(claim => claim.PaidCents) - books.Remittances.SelectMany(one => one.ProviderAdjustments).Sum(due => due.AmountCents));
        Assert.All(books.Claims.Values, claim => Assert.Equal(claim.ChargeCents, claim.PaidCents + claim.Adjusted.Values.Sum()));
        Assert.All(books.Lines.Values, line => Assert.Equal(line.ChargeCents, line.PaidCents + line.Adjusted.Values.Sum()));
    });

    [Fact]
    public void Claims_and_lines_are_told_as_the_books_have_them() => Assert.All(_years, year =>
    {
        var told = year.Parts.OfType<RemitClaim>().ToList();

        foreach (var (number, booked) in year.Payer.Books.Claims)
        {
            var own = told.Where(claim => claim.ClaimNumber == number).ToList();
            Assert.Equal((booked.ChargeCents, booked.PaidCents), (own.Sum(claim => claim.ChargeCents), own.Sum(claim => claim.PaidCents)));
            Assert.Equal(booked.Adjusted, Sums(own.SelectMany(claim => claim.Adjustments.Concat(claim.Lines.SelectMany(line => line.Adjustments)))));
        }

        foreach (var line in told.SelectMany(claim => claim.Lines).Where(line => line.LineNumber.Length > 0).GroupBy(line => line.LineNumber))
        {
            var booked = year.Payer.Books.Lines[line.Key];
            Assert.Equal((booked.ChargeCents, booked.PaidCents), (line.Sum(one => one.ChargeCents), line.Sum(one => one.PaidCents)));
            Assert.Equal(booked.Adjusted, Sums(line.SelectMany(one => one.Adjustments)));
        }
    });

    [Fact]
    public void What_is_owed_to_the_payer_is_taken_once() => Assert.All(_years, year =>
    {
        var owed = year.Payer.Books.Remittances
            .SelectMany(one => one.ProviderAdjustments)
            .Where(due => due.Reason is "FB" or "WO")
            .GroupBy(due => (due.Reason, due.Reference))
            .Select(debt => debt.Sum(due => due.AmountCents));

        Assert.All(owed, cents => Assert.InRange(cents, long.MinValue, 0));
    });

    [Fact]
    public void The_same_seed_gives_the_same_bytes() => Assert.Equal(_years[16].Files, new ARandomYear(17).Files);

    /// <summary>A year without replacements, reversals and carried balances would prove little.</summary>
    [Fact]
    public void The_years_hold_everything_that_happens()
    {
        var claims = _years.SelectMany(year => year.Parts.OfType<RemitClaim>()).ToList();

        Assert.Superset(new HashSet<string> { "1", "4", "19", "22" }, claims.Select(claim => claim.Status).ToHashSet());
        Assert.Superset(
            new HashSet<string> { "WO", "FB", "L6", "72", "CS" },
            _years.SelectMany(year => year.Payer.Books.Remittances).SelectMany(one => one.ProviderAdjustments).Select(due => due.Reason).ToHashSet());
        Assert.Superset(
            new HashSet<ClaimVerdict> { ClaimVerdict.Accepted, ClaimVerdict.Rejected, ClaimVerdict.Forwarded },
            _years.SelectMany(year => year.Parts.OfType<Ack277CA>()).SelectMany(ack => ack.Batches).SelectMany(batch => batch.Providers)
                .SelectMany(provider => provider.Claims).Select(claim => claim.Verdict).ToHashSet());
        Assert.Contains(claims, claim => claim.Lines.Any(line => line.Adjustments.Contains(new("CO", "18", line.ChargeCents))));
        Assert.Contains(claims, claim => claim.Lines.Count == 0);
        Assert.Contains(claims, claim => claim.Frequency == "7");
    }

    private static Dictionary<(string, string), long> Sums(IEnumerable<Adjustment> adjustments) => adjustments
        .GroupBy(adjustment => (adjustment.Group, adjustment.Reason))
        .Select(same => (same.Key, Cents: same.Sum(adjustment => adjustment.AmountCents)))
        .Where(sum => sum.Cents != 0)
        .ToDictionary(sum => sum.Key, sum => sum.Cents);
}

namespace MedicaidLogs.Billing.X12;

/// <summary>Takes the claims that findings name out of a file, so that the others can go.</summary>
public static class Exclusion837P
{
    /// <summary>A student's fault takes out the student's claims. Students and transactions that are left empty go too.</summary>
    /// <returns>Null when nothing is left, or when a fault lies above the students: then no part of the file may go.</returns>
    public static Interchange837P? Without(this Interchange837P interchange, IEnumerable<X12Finding> findings)
    {
        var places = findings.Select(finding => finding.Place with { Line = null }).ToHashSet();
        if (places.Any(place => place.Subscriber is null))
        {
            return null;
        }

        var transactions = interchange.Transactions
            .Select((transaction, t) => transaction with { Subscribers = Remaining(transaction.Subscribers, t, places) })
            .Where(transaction => transaction.Subscribers.Count > 0)
            .ToList();
        return transactions.Count > 0 ? interchange with { Transactions = transactions } : null;
    }

    private static List<Subscriber837P> Remaining(IReadOnlyList<Subscriber837P> subscribers, int transaction, HashSet<X12Place> places) =>
        [.. subscribers
            .Select((subscriber, s) => (subscriber, place: new X12Place(transaction, s)))
            .Where(each => !places.Contains(each.place))
            .Select(each => each.subscriber with
            {
                Claims = [.. each.subscriber.Claims.Where((_, c) => !places.Contains(each.place with { Claim = c }))],
            })
            .Where(subscriber => subscriber.Claims.Count > 0)];
}

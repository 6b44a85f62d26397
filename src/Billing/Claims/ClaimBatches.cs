using System.Runtime.CompilerServices;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A run's claims by the transaction: first those that take claims back, then what each student's sessions come to.</summary>
internal sealed class ClaimBatches(ClaimAssembly assembly, WaitingDecisions decisions, int claimsPerTransaction, Action<Unbilled> unbilled)
{
    /// <param name="toVoid">Stored claims, those of a student together.</param>
    public async IAsyncEnumerable<List<BilledClaim>> OfAsync(
        IAsyncEnumerable<BilledClaim> toVoid, IAsyncEnumerable<List<BillableEntry>> students, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<BilledClaim>();
        await foreach (var claim in toVoid.WithCancellation(cancellationToken))
        {
            batch.Add(VoidOf(claim));
            if (batch.Count == claimsPerTransaction)
            {
                yield return batch;
                batch = [];
            }
        }

        // A student's claims stay together unless they alone are more than a transaction holds.
        await foreach (var student in students.WithCancellation(cancellationToken))
        {
            var claims = ClaimsOf(student);
            if (batch.Count > 0 && batch.Count + claims.Count > claimsPerTransaction)
            {
                yield return batch;
                batch = [];
            }

            batch.AddRange(claims);
            while (batch.Count > claimsPerTransaction)
            {
                var cut = CutOf(batch);
                yield return batch.GetRange(0, cut);
                batch.RemoveRange(0, cut);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private List<BilledClaim> ClaimsOf(List<BillableEntry> student)
    {
        JoinReplaced(student);
        return
        [
            .. from entry in student
               group entry by entry.InPlaceOf into claim
               orderby claim.Key is not null, claim.Key
               from billed in assembly.ClaimsOf([.. claim], unbilled).Select((billed, index) => claim.Key is { } replaced ? InPlaceOf(replaced, billed, index) : billed)
               select billed,
        ];
    }

    /// <summary>Ready sessions of a day and procedure that a replacement bills go with it: beside it they would look like a duplicate (CO-18).</summary>
    private static void JoinReplaced(List<BillableEntry> student)
    {
        if (student.TrueForAll(entry => entry.InPlaceOf is null))
        {
            return;
        }

        var replacements = student.Where(entry => entry.InPlaceOf is not null)
            .GroupBy(KeyOf).ToDictionary(same => same.Key, same => same.Min(entry => entry.InPlaceOf));
        for (var i = 0; i < student.Count; i++)
        {
            if (student[i].InPlaceOf is null && replacements.TryGetValue(KeyOf(student[i]), out var replaced))
            {
                student[i] = student[i] with { InPlaceOf = replaced, DayIsBilled = false };
            }
        }
    }

    private static (DateOnly, string, string) KeyOf(BillableEntry entry) => (entry.Date, entry.Procedure, entry.Modifiers);

    /// <summary>Of several claims out of one the first replaces it; the others are originals that go with it or not at all.</summary>
    private BilledClaim InPlaceOf(long replaced, BilledClaim claim, int index) => index > 0
        ? claim with { InPlaceOf = replaced }
        : claim with { InPlaceOf = replaced, Frequency = ClaimFrequency.Replacement, PayerClaimNumber = decisions.PayerNumberOf(replaced) };

    private BilledClaim VoidOf(BilledClaim claim) => claim with
    {
        InPlaceOf = claim.ClaimId,
        Frequency = ClaimFrequency.Void,
        PayerClaimNumber = decisions.PayerNumberOf(claim.ClaimId),
    };

    /// <summary>The most claims that a transaction holds, but not in the middle of those that stand in one claim's place.</summary>
    private int CutOf(List<BilledClaim> batch)
    {
        var cut = claimsPerTransaction;
        while (cut > 1 && batch[cut].InPlaceOf is { } replaced && batch[cut - 1].InPlaceOf == replaced)
        {
            cut--;
        }

        return cut;
    }
}

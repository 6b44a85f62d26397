using System.Runtime.CompilerServices;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A run's claims in parts: first those that take claims back, then what each student's sessions come to.</summary>
internal sealed class ClaimBatches(ClaimAssembly assembly, WaitingDecisions decisions, int claimsPerTransaction, Action<Unbilled> unbilled)
{
    /// <summary>So many lines are a part: few enough that reading, checking and storing go on side by side, and that claims die young.</summary>
    private const int LinesPerPart = 256;

    /// <summary>Claims of some students; a student's stand in one part unless they alone are more than a transaction holds.</summary>
    internal readonly record struct Part(List<BilledClaim> Claims, bool BeginsTransaction);

    /// <param name="toVoid">Stored claims, those of a student together.</param>
    public async IAsyncEnumerable<Part> OfAsync(
        IAsyncEnumerable<BilledClaim> toVoid, IAsyncEnumerable<List<BillableEntry>> students, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = new Part([], BeginsTransaction: true);
        var (claimsOfTransaction, linesOfPart) = (0, 0);
        await foreach (var claims in ByStudentAsync(toVoid, students, cancellationToken))
        {
            var isFull = claimsOfTransaction + claims.Count > claimsPerTransaction;
            var isNextStudent = part.Claims.Count > 0 && part.Claims[^1].StudentId != claims[0].StudentId;
            if (part.Claims.Count > 0 && (isFull || (linesOfPart >= LinesPerPart && isNextStudent)))
            {
                yield return part;
                (part, linesOfPart) = (new([], BeginsTransaction: isFull), 0);
                claimsOfTransaction = isFull ? 0 : claimsOfTransaction;
            }

            part.Claims.AddRange(claims);
            claimsOfTransaction += claims.Count;
            linesOfPart += claims.Sum(claim => claim.Lines.Count);
            for (; claimsOfTransaction > claimsPerTransaction; claimsOfTransaction = part.Claims.Count)
            {
                var cut = CutOf(part.Claims);
                var rest = part.Claims[cut..];
                part.Claims.RemoveRange(cut, rest.Count);
                yield return part;
                part = new(rest, BeginsTransaction: true);
            }
        }

        if (part.Claims.Count > 0)
        {
            yield return part;
        }
    }

    /// <summary>A student's claims to take back, or the claims of a student's sessions.</summary>
    private async IAsyncEnumerable<List<BilledClaim>> ByStudentAsync(
        IAsyncEnumerable<BilledClaim> toVoid, IAsyncEnumerable<List<BillableEntry>> students, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var voids = new List<BilledClaim>();
        await foreach (var claim in toVoid.WithCancellation(cancellationToken))
        {
            if (voids.Count > 0 && voids[0].StudentId != claim.StudentId)
            {
                yield return voids;
                voids = [];
            }

            voids.Add(VoidOf(claim));
        }

        if (voids.Count > 0)
        {
            yield return voids;
        }

        await foreach (var student in students.WithCancellation(cancellationToken))
        {
            if (ClaimsOf(student) is { Count: > 0 } claims)
            {
                yield return claims;
            }
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
               from billed in claim.Key is { } replaced ? InPlaceOf(replaced, [.. claim]) : assembly.ClaimsOf([.. claim], unbilled)
               select billed,
        ];
    }

    /// <summary>They go together or not at all, so what does not fit in one transaction waits, and the claim stands.</summary>
    private IEnumerable<BilledClaim> InPlaceOf(long replaced, List<BillableEntry> entries)
    {
        var claims = assembly.ClaimsOf(entries, unbilled).Select((billed, index) => InPlaceOf(replaced, billed, index)).ToList();
        if (claims.Count <= claimsPerTransaction)
        {
            return claims;
        }

        unbilled(new([X12Rules.ClaimCount.Code], entries, replaced));
        return [];
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

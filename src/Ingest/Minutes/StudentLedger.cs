using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Why delivered minutes stand in no line of the ledger.</summary>
public enum OutsideReason
{
    /// <summary>The plan has no row for the service, or none is in force.</summary>
    NoGridRow,

    /// <summary>The plan has the service, but not on the date.</summary>
    OutsideRowDates,

    /// <summary>A consultation under a row of direct service, or the other way round.</summary>
    OtherBucket,

    /// <summary>Rides and meetings are not counted in minutes.</summary>
    NotCountedInMinutes,
}

/// <summary>Delivered minutes that no line of the ledger counts.</summary>
public readonly record struct OutsideSession(long EntryId, string Service, DateOnly Date, int Minutes, OutsideReason Why);

/// <summary>The ledger of one student: a line for each grid row, and what stands in none. Computed from entries and plans, never stored.</summary>
/// <remarks>
/// Source: 34 CFR 300.320(a)(7), what was promised; 300.323(c), that it is given; OSEP Letter to Clarke (2007), missed sessions.
/// What each number means, and which of them add up: docs/minutes.md.
/// </remarks>
public sealed record StudentLedger(
    Student Student, IReadOnlyList<LedgerLine> Lines, IReadOnlyList<UncreditedMakeUp> Uncredited, IReadOnlyList<OutsideSession> Outside)
{
    /// <param name="entries">The student's, in any order; those that belong to other days are passed over.</param>
    public static StudentLedger Of(Student student, IEnumerable<LedgerEntry> entries, ReferenceData reference, RulePack pack, LedgerRange range)
    {
        var lines =
            from plan in student.Plans
            from row in plan.Rows
            let rules = pack.On(row.From)
            where IsCountedInMinutes(rules, row.Service)
            let stretches = Stretch.Of(student, plan, row, range)
            where stretches.Count > 0
            select new LedgerLine(plan, row, stretches, reference, rules);
        var posting = new Posting(pack, [.. lines]);
        foreach (var entry in entries.Where(entry => range.Contains(entry.Day) && entry.Date <= range.AsOf).Order(Comparer<LedgerEntry>.Create(LedgerEntry.InTime)))
        {
            posting.Add(entry);
        }

        return posting.Ledger(student);
    }

    internal static bool IsCountedInMinutes(PackRules rules, string service) =>
        !(rules.Services.TryGetValue(service, out var rule) && rule.Kind is ServiceKind.Transport or ServiceKind.Meeting);
}

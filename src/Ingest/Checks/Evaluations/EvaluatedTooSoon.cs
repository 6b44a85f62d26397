using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>EVAL_LIMIT: the student was evaluated in the same service not long ago.</summary>
/// <remarks>
/// Source: TMHP, Children's Services Handbook: one evaluation in 180 days. How many within how many days is in the pack's services
/// (<c>evaluation.most</c>, <c>evaluation.withinDays</c>). The earlier evaluations come first; one that is beyond the limit uses nothing.
/// </remarks>
public static class EvaluatedTooSoon
{
    public const string Code = "EVAL_LIMIT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.BillableSoFar || entry.ServiceRule is not { Evaluation: { } rule })
        {
            return;
        }

        var paid = new List<Entry>(); // Evaluations are few.
        foreach (var earlier in context.History.Before(entry))
        {
            if (earlier.BillableSoFar && !context.History.Stands(Code, earlier))
            {
                paid.Add(earlier);
            }
        }

        foreach (var other in context.StudentMonth(entry))
        {
            if ((other == entry || other.BillableSoFar) && other.Service == entry.Service)
            {
                paid.RemoveAll(earlier => other.Date.DayNumber - earlier.Date.DayNumber >= rule.WithinDays);
                if (paid.Count < rule.Most)
                {
                    paid.Add(other);
                }
                else if (other == entry)
                {
                    findings.NotBillable(
                        Code, entry, LogField.Service, RecordUsed.Of(paid[^1]), entry.Service, paid[^1].Date, rule.Most, rule.WithinDays);
                }
            }

            if (other == entry)
            {
                return;
            }
        }
    }

    public static DaySpan? Reach(Entry entry) =>
        entry is { Held: true, ServiceRule.Evaluation: { } rule } ? DaySpan.Around(entry.Date, rule.WithinDays - 1, rule.WithinDays - 1) : null;
}

using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>EVAL_COVERED: the student was evaluated, and no plan stood behind it or came of it.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023): evaluations are paid as part of the services of a plan. How soon a
/// plan must follow is in the pack's services (<c>evaluation.planWithinDays</c>); where it says nothing, an evaluation must stand in the
/// plan like any other service.
/// </remarks>
public static class EvaluationNotCovered
{
    public const string Code = "EVAL_COVERED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!Judges(entry) || entry.Student is not { } student || entry.ServiceRule!.Evaluation!.PlanWithinDays is not { } days)
        {
            return; // STU_MATCH reports the unknown student; IEP_ACTIVE and IEP_SERVICE judge all other services.
        }

        foreach (var plan in student.Plans)
        {
            if (plan.From <= entry.Date.AddDays(days) && entry.Date <= plan.To)
            {
                return;
            }
        }

        findings.NotBillable(Code, entry, LogField.Service, RecordUsed.Of(student), entry.Date, days);
    }

    /// <summary>Whether the session is an evaluation that need not stand in a plan, but lead to one.</summary>
    public static bool Judges(Entry entry) => entry.ServiceRule is { Evaluation.PlanWithinDays: not null } && !entry.NeverBilled;
}

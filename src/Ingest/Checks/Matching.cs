using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Finds the records that belong to an entry: student, provider, plan, grid row, credential, order, code, rate.</summary>
/// <remarks>It never rejects anything: where nothing fits well it takes the nearest miss, so that a check can say what is wrong with it.</remarks>
public static class Matching
{
    public static void MatchAll(IEnumerable<Entry> entries, ReferenceData reference, RulePack pack) =>
        Parallel.ForEach(entries, entry => Match(entry, reference, pack));

    public static void Match(Entry entry, ReferenceData reference, RulePack pack)
    {
        entry.Rules = pack.On(entry.Date);
        entry.ServiceRule = entry.Rules.Services.GetValueOrDefault(entry.Log.Service);
        entry.Attendance = entry.Rules.Attendance.GetValueOrDefault(entry.Log.Attendance);
        entry.Student = reference.StudentByNumber(entry.Log.StudentNumber);
        entry.Provider = reference.ProviderByNumber(entry.Log.ProviderNumber);
        if (entry.Student is { } student)
        {
            entry.School = student.EnrolmentOn(entry.Date) is { } enrolment ? reference.School(enrolment.SchoolCode) : null;
            entry.Eligibility = student.EligibilityOn(entry.Date);
            entry.Plan = student.PlanFor(entry.Service, entry.Date);
            entry.GridRow = entry.Plan is { } plan ? NearestRow(plan, entry) : null;
            entry.Period = PeriodUse.PeriodOf(entry);
            entry.Order = NearestOrder(student, entry);
        }

        if (entry.Provider is { } provider)
        {
            (entry.Credential, entry.Code) = CredentialAndCode(provider, entry);
        }

        entry.RateCents = entry.Code is { } code ? reference.RateCents(code.Procedure, ModifiersOf(code, entry), entry.Date) : null;
    }

    /// <summary>The claim line's modifiers, in claim order, separated by blanks: the code's own, then the telehealth one.</summary>
    public static string ModifiersOf(CodeRule code, Entry entry)
    {
        if (!entry.Log.Telehealth)
        {
            return code.ModifierText;
        }

        var telehealth = entry.Rules.TelehealthModifier;
        return code.ModifierText.Length == 0 ? telehealth : $"{code.ModifierText} {telehealth}";
    }

    private static GridRow? NearestRow(Plan plan, Entry entry)
    {
        GridRow? best = null;
        var bestScore = -1;
        var onEsyDay = entry.OnEsyDay;
        var onSchoolDay = entry.School?.IsSchoolDay(entry.Date) == true;
        foreach (var row in plan.Rows)
        {
            if (row.Service != entry.Service || (row.Esy && onSchoolDay))
            {
                continue;
            }

            var score = (row.Esy == onEsyDay ? 4 : 0) + (row.Allows(entry.Mode) ? 2 : 0) + (row.Covers(entry.Date) ? 1 : 0);
            if (score > bestScore)
            {
                (best, bestScore) = (row, score);
            }
        }

        return best;
    }

    private static ServiceOrder? NearestOrder(Student student, Entry entry)
    {
        ServiceOrder? before = null;
        ServiceOrder? after = null;
        foreach (var order in student.Orders)
        {
            if (order.Service != entry.Service)
            {
                continue;
            }

            if (order.OrderedOn <= entry.Date)
            {
                before = before is null || IsNearer(order, before, entry) ? order : before;
            }
            else
            {
                after = after is null || order.OrderedOn < after.OrderedOn ? order : after;
            }
        }

        return before ?? after;
    }

    /// <summary>Of two orders on or before the date: one that still holds, else the later one.</summary>
    private static bool IsNearer(ServiceOrder order, ServiceOrder other, Entry entry)
    {
        var months = entry.ServiceRule?.OrderMonths ?? 0;
        return (order.Covers(entry.Date, months), order.OrderedOn).CompareTo((other.Covers(entry.Date, months), other.OrderedOn)) > 0;
    }

    private static (Credential? Credential, CodeRule? Code) CredentialAndCode(Provider provider, Entry entry)
    {
        Credential? inForce = null;
        foreach (var credential in provider.Credentials)
        {
            if (!credential.Covers(entry.Date))
            {
                continue;
            }

            inForce ??= credential;
            if (entry.Rules.CodeFor(entry.Service, entry.Mode, credential.Name, entry.Minutes) is { } code)
            {
                return (credential, code);
            }
        }

        return inForce is null && NearestCredential(provider, entry.Date) is { } lapsed
            ? (null, entry.Rules.CodeFor(entry.Service, entry.Mode, lapsed.Name, entry.Minutes)) // what renewing it would bring
            : (inForce, null);
    }

    /// <summary>The credential that lapsed last, or else the first one that is to begin.</summary>
    private static Credential? NearestCredential(Provider provider, DateOnly day)
    {
        Credential? nearest = null;
        foreach (var credential in provider.Credentials)
        {
            if (credential.From <= day || nearest is null)
            {
                nearest = nearest is null || nearest.From > day || credential.To > nearest.To ? credential : nearest;
            }
        }

        return nearest;
    }
}

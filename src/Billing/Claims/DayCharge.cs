using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What the sessions of one student, provider, code, place and day come to: minutes are summed first and rounded once (UNIT_SUM).</summary>
/// <param name="Entries">In time.</param>
/// <param name="Shares">Cents of each entry, by its minutes; they add up to the charge.</param>
internal sealed record DayCharge(
    IReadOnlyList<BillableEntry> Entries, int Minutes, ServiceUnits Units, long ChargeCents, IReadOnlyList<long> Shares)
{
    public BillableEntry First => Entries[0];

    /// <summary>Sums the sessions of a student.</summary>
    /// <param name="unbilled">Receives the sessions that come to nothing, with the code of the reason.</param>
    public static List<DayCharge> Of(List<BillableEntry> student, RulePack pack, Action<Unbilled> unbilled)
    {
        var charges = new List<DayCharge>();
        student.Sort(InDayOrder);
        for (var from = 0; from < student.Count;)
        {
            var first = student[from];
            var code = CodeOf(first, pack);
            var after = from + 1;
            while (after < student.Count && SameCharge(first, student[after]) && ReferenceEquals(CodeOf(student[after], pack), code))
            {
                after++;
            }

            var entries = student.GetRange(from, after - from);
            from = after;
            if (Reason(first, code) is { } reason)
            {
                unbilled(new([reason], entries));
            }
            else if (Sum(entries, code!) is { } charge)
            {
                charges.Add(charge);
            }
            else
            {
                unbilled(new([UnbilledReason.NoUnits], entries));
            }
        }

        return charges;
    }

    private static CodeRule? CodeOf(BillableEntry entry, RulePack pack) =>
        pack.On(entry.Date).CodeFor(entry.Service, entry.Mode, entry.Credential, entry.Minutes);

    private static string? Reason(BillableEntry entry, CodeRule? code) =>
        entry.DayIsBilled ? UnbilledReason.DayIsBilled
        : code is null || code.Procedure != entry.Procedure ? UnbilledReason.NoCode
        : entry.RateCents == 0 ? UnbilledReason.NoRate
        : null;

    private static DayCharge? Sum(List<BillableEntry> entries, CodeRule code)
    {
        var weights = entries.Select(entry => (long)entry.Minutes).ToArray();
        var minutes = weights.Sum();
        if (minutes <= 0)
        {
            return null;
        }

        var units = code.Units.UnitsOf((int)minutes, entries.Count);
        var chargeCents = units.ChargeCents(entries[0].RateCents);
        return chargeCents > 0 ? new(entries, (int)minutes, units, chargeCents, Allocation.Split(chargeCents, weights)) : null;
    }

    private static bool SameCharge(BillableEntry one, BillableEntry other) =>
        one.Date == other.Date && one.ProviderId == other.ProviderId && one.Procedure == other.Procedure
        && one.Modifiers == other.Modifiers && one.Place == other.Place && one.Telehealth == other.Telehealth;

    private static int InDayOrder(BillableEntry one, BillableEntry other)
    {
        var order = one.Date.CompareTo(other.Date);
        order = order != 0 ? order : string.CompareOrdinal(one.Procedure, other.Procedure);
        order = order != 0 ? order : string.CompareOrdinal(one.Modifiers, other.Modifiers);
        order = order != 0 ? order : one.ProviderId.CompareTo(other.ProviderId);
        order = order != 0 ? order : string.CompareOrdinal(one.Place, other.Place);
        order = order != 0 ? order : one.Telehealth.CompareTo(other.Telehealth);
        order = order != 0 ? order : Nullable.Compare(one.Start, other.Start);
        return order != 0 ? order : one.EntryId.CompareTo(other.EntryId);
    }
}

/// <summary>Why sessions that are ready still go on no claim. Codes of 837P rules are the other reasons.</summary>
internal static class UnbilledReason
{
    /// <summary>The same student, day, procedure and modifiers are on a live claim: to bill more, replace that claim (CO-18).</summary>
    public const string DayIsBilled = "DUP_CLAIM";

    /// <summary>The rule pack no longer bills the session by the code that it was checked with: check the month again.</summary>
    public const string NoCode = "CODE_MAP";

    public const string NoRate = "CHG_POSITIVE";

    public const string NoUnits = "UNIT_ZERO";

    /// <summary>What another payer paid and took off is not the charge of one line (42 CFR 433.139; X12 rule 43).</summary>
    public const string OtherPayerAmount = "TPL_AMOUNT";

    /// <summary>The file is as long as the store takes: the next one bills them.</summary>
    public const string FileIsFull = "FILE_FULL";
}

/// <summary>Sessions that a run could not bill: ready ones stay ready, those of a claim to be replaced stay on it.</summary>
/// <param name="InPlaceOf">The claim whose replacement or void could not go.</param>
internal sealed record Unbilled(IReadOnlyList<string> Codes, IReadOnlyList<BillableEntry> Entries, long? InPlaceOf = null);

using System.Globalization;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Students;

/// <summary>The missed day that a make-up is for, as the office was told.</summary>
public sealed class MakeUpForm() : OfficeForm("makeup", "", "For example “the provider’s note”. The provider signs the session again, for it says more now.")
{
    public long EntryId { get; set; }

    public int Version { get; set; }

    public string? MissedOn { get; set; }

    /// <summary>Null where something must be chosen otherwise.</summary>
    public DateOnly? Read(OwedMinutes owed)
    {
        var makeUp = owed.Loose.FirstOrDefault(loose => loose.MakeUp.EntryId == EntryId);
        var day = DateOnly.TryParseExact(MissedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var chosen) ? chosen : (DateOnly?)null;
        if (makeUp is null || day is null || !owed.DaysFor(makeUp.MakeUp).Any(session => session.Missed.Date == day))
        {
            Problems[nameof(MissedOn)] = "Choose the missed day that it makes up.";
        }

        DemandWhy();
        return Problems.Count == 0 ? day : null;
    }

    public static string Say(CorrectionOutcome outcome) => outcome switch
    {
        CorrectionOutcome.Corrected => "Written down. The make-up counts for that day once the provider has signed it again.",
        CorrectionOutcome.Stale => "Somebody changed that session meanwhile. Look at it again.",
        CorrectionOutcome.Frozen => "That session is closed with its month or billed, and stays as it is.",
        _ => "Nothing was changed.",
    };
}

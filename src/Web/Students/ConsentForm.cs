using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Students;

/// <summary>A consent that came in, as typed.</summary>
public sealed class ConsentForm : OfficeForm
{
    public static readonly (string State, string Title)[] States =
    [
        ("granted", "Granted: we may bill"),
        ("refused", "Refused"),
        ("revoked", "Revoked"),
        ("pending", "Asked, no answer yet"),
    ];

    public string? State { get; set; } = "granted";

    public string? EffectiveOn { get; set; }

    public string? NoticeOn { get; set; }

    /// <summary>Null where something must be entered otherwise: <see cref="OfficeForm.Problems"/> says what.</summary>
    public OfficeRecord.Consent? Read(DateOnly today)
    {
        if (!States.Any(each => each.State == State))
        {
            Problems[nameof(State)] = "Choose what the parents said.";
        }

        var effective = Day(nameof(EffectiveOn), EffectiveOn, required: true, today);
        var notice = Day(nameof(NoticeOn), NoticeOn, required: false, today);
        DemandWhy();
        return Problems.Count == 0 ? new(State!, effective!.Value, notice) : null;
    }
}

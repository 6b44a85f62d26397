using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Students;

/// <summary>A consent, its refusal or its revocation.</summary>
public sealed class ConsentForm() : StudentForm(
    "consent", "A consent came in", "For example “signed form received by mail”. Earlier consents stay.")
{
    private static readonly (string State, string Title)[] _states =
    [
        ("granted", "Granted: we may bill"),
        ("refused", "Refused"),
        ("revoked", "Revoked"),
        ("pending", "Asked, no answer yet"),
    ];

    public string? State { get; set; } = "granted";

    public string? EffectiveOn { get; set; }

    public string? NoticeOn { get; set; }

    public override IReadOnlyList<OfficeField> Fields(StudentRecord student, PackRules rules) =>
    [
        new(nameof(State), "What the parents said", State, Choices: _states),
        new(nameof(EffectiveOn), "On which day", EffectiveOn, "date", Required: true),
        new(nameof(NoticeOn), "Yearly notice given on, if known", NoticeOn, "date"),
    ];

    public override OfficeRecord? Read(StudentRecord student, PackRules rules, DateOnly today)
    {
        if (!_states.Any(each => each.State == State))
        {
            Problems[nameof(State)] = "Choose what the parents said.";
        }

        var effective = Day(nameof(EffectiveOn), EffectiveOn, required: true, today);
        var notice = Day(nameof(NoticeOn), NoticeOn, required: false, today);
        DemandWhy();
        return Problems.Count == 0 ? new OfficeRecord.Consent(State!, effective!.Value, notice) : null;
    }
}

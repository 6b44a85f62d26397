using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Students;

/// <summary>A record of a student that an office writes down, as typed.</summary>
public abstract class StudentForm(string name, string title, string hint) : OfficeForm(name, title, hint)
{
    public abstract IReadOnlyList<OfficeField> Fields(StudentRecord student, PackRules rules);

    /// <summary>Null where something must be entered otherwise: <see cref="OfficeForm.Problems"/> says what.</summary>
    public abstract OfficeRecord? Read(StudentRecord student, PackRules rules, DateOnly today);

    /// <summary>All that can be written down of a student, with what can be known before.</summary>
    public static IReadOnlyList<StudentForm> All(StudentRecord student, PackRules rules, DateOnly today) =>
        [new ConsentForm(), OrderForm.Renewing(student, rules), new AuthorizationForm(), EndServiceForm.Of(student, today)];

    protected static IReadOnlyList<(string Value, string Title)> ServicesOf(IEnumerable<string> services, PackRules rules) =>
    [
        ("", "Choose"),
        .. services.Distinct().Select(service => (service, TitleOf(service, rules))).OrderBy(each => each.Item2, StringComparer.Ordinal),
    ];

    protected static string TitleOf(string service, PackRules rules) => rules.Services.TryGetValue(service, out var rule) ? rule.Title : service;
}

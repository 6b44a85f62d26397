using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Students;

/// <summary>A service of the plan that ends before its day.</summary>
public sealed class EndServiceForm() : StudentForm(
    "end", "A service of the plan ends early", "For example “team meeting, parents agreed”. Sessions up to its last day stay as they are.")
{
    private IReadOnlyList<PlannedService> _open = [];

    public string? Row { get; set; }

    public string? LastDay { get; set; }

    public static EndServiceForm Of(StudentRecord student, DateOnly today)
    {
        var open = Open(student, today);
        return new() { _open = open, Row = open is [var only] ? IdOf(only) : null };
    }

    public override IReadOnlyList<OfficeField> Fields(StudentRecord student, PackRules rules) =>
    [
        new(nameof(Row), "Which service", Row, Choices:
        [
            ("", _open.Count == 0 ? "No service goes on" : "Choose"),
            .. _open.Select(row => (IdOf(row), $"{TitleOf(row.Service, rules)}, {row.FrequencyText}, until {Show.Date(row.RowTo)}")),
        ]),
        new(nameof(LastDay), "Its last day", LastDay, "date", Required: true),
    ];

    public override OfficeRecord? Read(StudentRecord student, PackRules rules, DateOnly today)
    {
        _open = Open(student, today);
        var row = _open.FirstOrDefault(each => IdOf(each) == Row);
        if (row is null)
        {
            Problems[nameof(Row)] = "Choose the service that ends.";
        }

        var lastDay = Day(nameof(LastDay), LastDay, required: true, row?.RowTo ?? DateOnly.MaxValue);
        if (lastDay < row?.RowFrom)
        {
            Problems[nameof(LastDay)] = $"It began on {Show.Date(row.RowFrom)}: its last day is that day or later.";
        }

        DemandWhy();
        return Problems.Count == 0 ? new OfficeRecord.ServiceEnded(row!.GridRowId, lastDay!.Value) : null;
    }

    /// <summary>Rows that have not ended, or ended so lately that somebody may just have heard of it.</summary>
    private static List<PlannedService> Open(StudentRecord student, DateOnly today) =>
        [.. student.Plans.Where(row => row.RowTo >= today.AddDays(-Expiry.PastDays))];

    private static string IdOf(PlannedService row) => row.GridRowId.ToString(CultureInfo.InvariantCulture);
}

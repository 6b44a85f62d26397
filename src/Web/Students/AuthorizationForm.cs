using System.Globalization;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Students;

/// <summary>What the payer authorized, with its number.</summary>
public sealed class AuthorizationForm() : StudentForm(
    "authorization", "The payer authorized a service", "For example “letter of the payer”. The same number for the same service is corrected; others stay.")
{
    private const int MostNumberCharacters = 50; // 005010X222A1, REF02
    private const int MostUnits = 100_000;
    private const int MostYearsAhead = 3;

    public string? Number { get; set; }

    public string? Covers { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? Units { get; set; }

    public override IReadOnlyList<OfficeField> Fields(StudentRecord student, PackRules rules) =>
    [
        new(nameof(Covers), "For which service or code", Covers, Choices: ServicesOf(Coverable(student, rules), rules)),
        new(nameof(Number), "Its number", Number, Required: true, MostCharacters: MostNumberCharacters),
        new(nameof(From), "First day", From, "date", Required: true),
        new(nameof(To), "Last day; empty: no end", To, "date"),
        new(nameof(Units), "Units, if they are limited", Units, "number"),
    ];

    public override OfficeRecord? Read(StudentRecord student, PackRules rules, DateOnly today)
    {
        if (Covers is null || !Coverable(student, rules).Contains(Covers))
        {
            Problems[nameof(Covers)] = "Choose what is authorized.";
        }

        var number = Trimmed(nameof(Number), "Number", Number, MostNumberCharacters);
        if (number.Length == 0)
        {
            Problems[nameof(Number)] = "Enter the number that the payer gave: claims carry it.";
        }

        var from = Day(nameof(From), From, required: true, today.AddYears(1));
        var to = Day(nameof(To), To, required: false, today.AddYears(MostYearsAhead));
        DemandOrder(nameof(To), from, to);
        var units = UnitsOf(Units?.Trim() ?? "");
        DemandWhy();
        return Problems.Count == 0 ? new OfficeRecord.Authorization(number, Covers!, from!.Value, to, units) : null;
    }

    private static List<string> Coverable(StudentRecord student, PackRules rules) =>
        [.. rules.AuthorizationRequired.Concat(student.Plans.Select(row => row.Service)).Distinct()];

    private int? UnitsOf(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units is >= 1 and <= MostUnits)
        {
            return units;
        }

        Problems[nameof(Units)] = "Enter a whole number of units, or leave it empty.";
        return null;
    }
}

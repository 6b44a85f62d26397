using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Students;

/// <summary>An order or referral of a practitioner for a service.</summary>
public sealed class OrderForm() : StudentForm(
    "order", "An order came in", "For example “signed order by fax”. An order of the same service and day is corrected; others stay.")
{
    private const int MostNameCharacters = 60;
    private const int MostTaxonomyCharacters = 10;
    private const int MostDiagnosesCharacters = 120;
    private const int MostYearsAhead = 5;

    public string? Service { get; set; }

    public string? OrderedOn { get; set; }

    public string? EndsOn { get; set; }

    public string? LastName { get; set; }

    public string? FirstName { get; set; }

    public string? Npi { get; set; }

    public string? Taxonomy { get; set; }

    public string? Diagnoses { get; set; }

    /// <summary>The order of the last one's service by the same practitioner; where there is none, of the one service that needs one.</summary>
    public static OrderForm Renewing(StudentRecord student, PackRules rules)
    {
        var last = student.Orders.Count > 0 ? student.Orders[0] : null;
        var needed = student.Plans.Select(row => row.Service).Distinct().Where(service => Needs(service, rules)).ToList();
        return new()
        {
            Service = last?.Service ?? (needed is [var only] ? only : null),
            LastName = last?.OrderingLastName,
            FirstName = last?.OrderingFirstName,
            Npi = last?.OrderingNpi,
            Taxonomy = last?.OrderingTaxonomy,
            Diagnoses = last?.Diagnoses,
        };
    }

    public override IReadOnlyList<OfficeField> Fields(StudentRecord student, PackRules rules) =>
    [
        new(nameof(Service), "For which service", Service, Choices: ServicesOf(OrderedServices(student, rules), rules)),
        new(nameof(OrderedOn), "Ordered on", OrderedOn, "date", Required: true),
        new(nameof(EndsOn), "Last day, if it says one", EndsOn, "date"),
        new(nameof(LastName), "Practitioner’s last name", LastName, MostCharacters: MostNameCharacters),
        new(nameof(FirstName), "First name", FirstName, MostCharacters: MostNameCharacters),
        new(nameof(Npi), "NPI", Npi, Required: true, MostCharacters: 10),
        new(nameof(Taxonomy), "Taxonomy code, if known", Taxonomy, MostCharacters: MostTaxonomyCharacters),
        new(nameof(Diagnoses), "Diagnosis codes, if it names any", Diagnoses, MostCharacters: MostDiagnosesCharacters),
    ];

    public override OfficeRecord? Read(StudentRecord student, PackRules rules, DateOnly today)
    {
        if (Service is null || !rules.Services.ContainsKey(Service))
        {
            Problems[nameof(Service)] = "Choose the service.";
        }

        var ordered = Day(nameof(OrderedOn), OrderedOn, required: true, today);
        var ends = Day(nameof(EndsOn), EndsOn, required: false, today.AddYears(MostYearsAhead));
        DemandOrder(nameof(EndsOn), ordered, ends);
        if (!Core.Ids.Npi.TryParse(Npi?.Trim(), out _))
        {
            Problems[nameof(Npi)] = "Enter the practitioner’s NPI: ten digits, as the order has it. These are none.";
        }

        var lastName = Trimmed(nameof(LastName), "Last name", LastName, MostNameCharacters);
        var firstName = Trimmed(nameof(FirstName), "First name", FirstName, MostNameCharacters);
        var taxonomy = Trimmed(nameof(Taxonomy), "Taxonomy code", Taxonomy, MostTaxonomyCharacters);
        var diagnoses = Trimmed(nameof(Diagnoses), "Diagnosis codes", Diagnoses, MostDiagnosesCharacters);
        DemandWhy();
        return Problems.Count == 0
            ? new OfficeRecord.Order(Service!, ordered!.Value, ends, Npi!.Trim(), lastName, firstName, taxonomy, diagnoses)
            : null;
    }

    /// <summary>Services that need an order, those of the student's plans among them; where the pack asks for none, those of the plans.</summary>
    private static IEnumerable<string> OrderedServices(StudentRecord student, PackRules rules)
    {
        var planned = student.Plans.Select(row => row.Service).ToList();
        return rules.Services.Keys.Where(service => Needs(service, rules)).Concat(planned);
    }

    private static bool Needs(string service, PackRules rules) => rules.Services.TryGetValue(service, out var rule) && rule.OrderMonths is not null;
}

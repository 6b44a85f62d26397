namespace MedicaidLogs.Ingest.People;

/// <summary>A provider with all that checks look at.</summary>
public sealed record Provider
{
    public required long ProviderId { get; init; }

    public required string ProviderNumber { get; init; }

    public string Npi { get; init; } = "";

    public required DateOnly EmployedFrom { get; init; }

    public DateOnly? EmployedTo { get; init; }

    public DateOnly? MedicaidFrom { get; init; }

    public DateOnly? MedicaidTo { get; init; }

    /// <summary>The last exclusion screening that found nothing.</summary>
    public DateOnly? ScreenedOn { get; init; }

    public Credential[] Credentials { get; init; } = [];

    public bool EmployedOn(DateOnly day) => EmployedFrom <= day && !(EmployedTo < day);

    /// <summary>Enrolled with Medicaid.</summary>
    public bool EnrolledOn(DateOnly day) => MedicaidFrom <= day && !(MedicaidTo < day);
}

/// <param name="Name">A credential of the rule pack, such as SLP.</param>
/// <param name="To">Null: in force until further notice.</param>
/// <param name="SupervisorNumber">The supervisor's provider number; empty where none is named.</param>
public sealed record Credential(string Name, DateOnly From, DateOnly? To, string LicenseNumber, string SupervisorNumber)
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

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

    /// <summary>The last exclusion screening elsewhere that found nothing, as the district's own records say.</summary>
    public DateOnly? ScreenedOn { get; init; }

    /// <summary>What each month's last screening here says; at most one for a month.</summary>
    public MonthScreening[] Screenings { get; init; } = [];

    /// <summary>The last criminal background check that found nothing.</summary>
    public DateOnly? BackgroundCheckedOn { get; init; }

    /// <summary>The days on which the position is paid wholly from federal funds begin here; null: it is not.</summary>
    public DateOnly? FederalFrom { get; init; }

    public DateOnly? FederalTo { get; init; }

    public Credential[] Credentials { get; init; } = [];

    /// <summary>By whom and when the provider was supervised.</summary>
    public Supervision[] Supervisions { get; init; } = [];

    public bool EmployedOn(DateOnly day) => EmployedFrom <= day && !(EmployedTo < day);

    /// <summary>Enrolled with Medicaid.</summary>
    public bool EnrolledOn(DateOnly day) => MedicaidFrom <= day && !(MedicaidTo < day);

    /// <summary>The position is paid wholly from federal funds.</summary>
    public bool FederallyFundedOn(DateOnly day) => FederalFrom <= day && !(FederalTo < day);

    /// <summary>Held one of the credentials on a day.</summary>
    public bool HeldOneOf(string[] credentials, DateOnly day)
    {
        foreach (var credential in Credentials)
        {
            if (credential.Covers(day) && Array.IndexOf(credentials, credential.Name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The screening of a month, given by its first day; null where the provider was not looked up for it.</summary>
    public MonthScreening? ScreeningOf(DateOnly month)
    {
        foreach (var screening in Screenings)
        {
            if (screening.Month == month)
            {
                return screening;
            }
        }

        return null;
    }
}

/// <param name="Name">A credential of the rule pack, such as SLP.</param>
/// <param name="To">Null: in force until further notice.</param>
/// <param name="SupervisorNumber">The supervisor's provider number; empty where none is named.</param>
public sealed record Credential(string Name, DateOnly From, DateOnly? To, string LicenseNumber, string SupervisorNumber)
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

/// <summary>A supervisor watched or reviewed a provider's work.</summary>
/// <param name="Kind"><c>direct</c> (saw the provider at work) or <c>indirect</c>.</param>
public sealed record Supervision(DateOnly On, string SupervisorNumber, string Kind);

/// <summary>What a month's screening against the exclusion list says of a provider.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="ExcludedFrom">First day of the exclusion, or of the possible one; null where the provider is clear.</param>
/// <param name="ExcludedTo">Its last day; null while it lasts.</param>
public sealed record MonthScreening(
    DateOnly Month, ScreeningResult Result, DateOnly ScreenedOn, DateOnly? ExcludedFrom = null, DateOnly? ExcludedTo = null)
{
    /// <summary>Whether it holds a session of the day back.</summary>
    public bool Covers(DateOnly day) => ExcludedFrom <= day && !(ExcludedTo < day);
}

/// <summary>Possible: a record of the list has the provider's name, and nobody has decided yet whether it is the provider.</summary>
public enum ScreeningResult
{
    Clear,
    Possible,
    Excluded,
}

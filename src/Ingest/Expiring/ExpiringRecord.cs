namespace MedicaidLogs.Ingest.Expiring;

/// <summary>A record of a student or a provider that runs out, with nothing on file that goes on after it.</summary>
/// <param name="Kind">One of <see cref="ExpiringKind"/>.</param>
/// <param name="StudentId">Null where it is a provider's.</param>
/// <param name="ProviderId">Null where it is a student's.</param>
/// <param name="Number">The student's or provider's number.</param>
/// <param name="What">The plan's type, the service, what is authorized, the credential; empty where there is but one of the kind.</param>
/// <param name="LastDay">The last day on which it holds.</param>
/// <param name="Entries">Sessions of the month that rest on it and are worth something.</param>
/// <param name="DependentCents">What these are worth.</param>
public sealed record ExpiringRecord(
    string Kind, long? StudentId, long? ProviderId, string Number, string LastName, string FirstName, string What, DateOnly LastDay,
    int Entries, long DependentCents)
{
    public string Name => $"{LastName}, {FirstName}";

    /// <summary>Where a list goes on after this one; it names nobody.</summary>
    public ExpiringPlace Place => new(LastDay, Kind, StudentId ?? ProviderId ?? 0, What);
}

/// <summary>A place in the list of what runs out: by the last day, the soonest first.</summary>
public sealed record ExpiringPlace(DateOnly LastDay, string Kind, long Id, string What);

/// <summary>The kinds of records that run out, as the store's words.</summary>
public static class ExpiringKind
{
    public const string Plan = "plan";

    /// <summary>The yearly written notice to the parents, without which their consent is not enough.</summary>
    public const string Notice = "notice";

    public const string Order = "order";

    public const string Authorization = "authorization";

    public const string Eligibility = "eligibility";

    public const string Credential = "credential";

    /// <summary>The provider's enrolment with Medicaid.</summary>
    public const string Enrolment = "enrolment";

    public const string Background = "background";

    public const string Supervision = "supervision";

    public static readonly string[] All =
        [Plan, Notice, Order, Authorization, Eligibility, Credential, Enrolment, Background, Supervision];
}

namespace MedicaidLogs.Ingest.Screening;

/// <summary>A provider as screening sees one.</summary>
public sealed record ScreenedPerson(long ProviderId, string Npi, string LastName, string FirstName, DateOnly? BirthDate);

/// <summary>By what a record of the list matches a provider. Only an NPI is certain; the others wait for a person.</summary>
public enum MatchedBy
{
    Npi,
    NameAndBirthDate,
    Name,
}

/// <summary>A record of the list that is, or may be, a provider of the district.</summary>
public sealed record ScreeningMatch(ScreenedPerson Person, LeieRecord Record, MatchedBy By)
{
    /// <summary>As the store has it.</summary>
    public string ByText => By switch
    {
        MatchedBy.Npi => "npi",
        MatchedBy.NameAndBirthDate => "name-and-birth-date",
        _ => "name",
    };
}

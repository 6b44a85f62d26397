namespace MedicaidLogs.Ingest.Screening;

/// <summary>Looks a district's providers up in the exclusion list: by NPI, then by name and birth date.</summary>
/// <remarks>
/// Source: OIG Special Advisory Bulletin on the Effect of Exclusion (2013); 42 CFR 455.436 (monthly). Each record of the list is
/// looked up among the providers, by hash, so the work grows with the list alone.
/// </remarks>
public static class ExclusionList
{
    /// <param name="month">First day of the month that is screened.</param>
    /// <param name="state">Whose Medicaid program would pay: a waiver there lifts the exclusion.</param>
    /// <returns>The records whose exclusion lasts on a day of the month, ordered as in the list.</returns>
    public static List<ScreeningMatch> Match(
        IEnumerable<LeieRecord> list, IReadOnlyCollection<ScreenedPerson> people, DateOnly month, string state)
    {
        var byNpi = people.Where(person => person.Npi.Length > 0).ToLookup(person => person.Npi, StringComparer.Ordinal);
        var byName = people.ToLookup(person => NameKey.Of(person.LastName, person.FirstName));
        var matches = new List<ScreeningMatch>();
        foreach (var record in list)
        {
            if (!record.TouchesIn(state, month))
            {
                continue;
            }

            if (record.Npi.Length > 0 && byNpi.Contains(record.Npi))
            {
                matches.AddRange(byNpi[record.Npi].Select(person => new ScreeningMatch(person, record, MatchedBy.Npi)));
            }
            else if (record.LastName.Length > 0)
            {
                foreach (var person in byName[NameKey.Of(record.LastName, record.FirstName)])
                {
                    if (ByName(record, person) is { } by)
                    {
                        matches.Add(new(person, record, by));
                    }
                }
            }
        }

        return matches;
    }

    /// <summary>What a shared name is worth: two birth dates settle it, two NPIs tell two people apart, and otherwise it is only possible.</summary>
    private static MatchedBy? ByName(LeieRecord record, ScreenedPerson person)
    {
        if (record.BirthDate is { } listed && person.BirthDate is { } known)
        {
            return listed == known ? MatchedBy.NameAndBirthDate : null;
        }

        return record.Npi.Length > 0 && person.Npi.Length > 0 ? null : MatchedBy.Name;
    }
}

using System.Collections.Frozen;

namespace MedicaidLogs.Ingest.People;

/// <summary>All that a district's entries are checked against, in memory: people, plans, calendars, rates.</summary>
public sealed class ReferenceData(
    IEnumerable<Student> students,
    IEnumerable<Provider> providers,
    IEnumerable<SchoolCalendar> schools,
    IEnumerable<Rate> rates)
{
    private readonly FrozenDictionary<string, Student> _students =
        students.ToFrozenDictionary(student => student.StudentNumber, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Provider> _providers =
        providers.ToFrozenDictionary(provider => provider.ProviderNumber, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, SchoolCalendar> _schools =
        schools.ToFrozenDictionary(school => school.SchoolCode, StringComparer.Ordinal);

    private readonly ILookup<string, Rate> _rates = rates.ToLookup(rate => rate.Procedure, StringComparer.Ordinal);

    public IEnumerable<Student> Students => _students.Values;

    public IEnumerable<Provider> Providers => _providers.Values;

    public IEnumerable<SchoolCalendar> Schools => _schools.Values;

    public Student? StudentByNumber(string number) => _students.GetValueOrDefault(number);

    public Provider? ProviderByNumber(string number) => _providers.GetValueOrDefault(number);

    public SchoolCalendar? School(string code) => _schools.GetValueOrDefault(code);

    /// <summary>Cents per unit on a day: a rate for just these modifiers before one for any.</summary>
    public long? RateCents(string procedure, string modifiers, DateOnly day)
    {
        Rate? found = null;
        foreach (var rate in _rates[procedure])
        {
            if (rate.Covers(day) && (rate.Modifiers == modifiers || (rate.Modifiers.Length == 0 && found is null)))
            {
                found = rate;
            }
        }

        return found?.RateCents;
    }
}

/// <param name="Modifiers">Separated by blanks, in claim order; empty: any.</param>
public sealed record Rate(string Procedure, string Modifiers, DateOnly From, DateOnly? To, long RateCents)
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

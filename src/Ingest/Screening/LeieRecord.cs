using System.Security.Cryptography;
using System.Text;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>A record of the OIG's List of Excluded Individuals/Entities (LEIE), as far as it can be one of a district's providers.</summary>
/// <param name="LineNumber">In the file, the header being line 1.</param>
/// <param name="LastName">Empty for a business, which a provider can be by NPI only.</param>
/// <param name="ListedName">As a person who decides about a match reads it.</param>
/// <param name="Npi">Ten digits; empty where the list has none, as for most exclusions before 2008.</param>
/// <param name="ExclusionType">The section of the Social Security Act, such as <c>1128a1</c>.</param>
public readonly record struct LeieRecord(
    int LineNumber,
    string LastName,
    string FirstName,
    string ListedName,
    string Npi,
    DateOnly? BirthDate,
    string ExclusionType,
    DateOnly ExcludedOn,
    DateOnly? ReinstatedOn,
    DateOnly? WaivedOn,
    string WaiverState)
{
    /// <summary>Over what it says of the person and the exclusion: next month's list has the same record under the same hash.</summary>
    public Guid Hash()
    {
        var said = FormattableString.Invariant($"{ListedName}|{Npi}|{BirthDate:yyyyMMdd}|{ExclusionType}|{ExcludedOn:yyyyMMdd}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 16));
    }

    /// <summary>The last day of the exclusion in a state; null while it lasts.</summary>
    /// <remarks>
    /// Source: 42 CFR 1001.3002 (reinstatement ends it everywhere), 1001.1801 (a waiver, in the state that asked for it).
    /// </remarks>
    /// <param name="state">Whose Medicaid program would pay.</param>
    public DateOnly? LastDayIn(string state)
    {
        var waived = WaiverState == state ? WaivedOn : null;
        var ends = waived < ReinstatedOn || ReinstatedOn is null ? waived : ReinstatedOn;
        return ends?.AddDays(-1);
    }

    /// <summary>Whether the exclusion lasts on any day of a month.</summary>
    /// <param name="month">Its first day.</param>
    public bool TouchesIn(string state, DateOnly month) =>
        ExcludedOn < month.AddMonths(1) && !(LastDayIn(state) < month) && !(LastDayIn(state) < ExcludedOn);
}

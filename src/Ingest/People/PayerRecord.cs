using MedicaidLogs.Ingest.Screening;

namespace MedicaidLogs.Ingest.People;

/// <summary>Compares a student with the person of the payer's eligibility record. Names do not leave the comparison.</summary>
public static class PayerRecord
{
    /// <returns>What differs, in words for a finding: <c>last name, birth date</c>. What the payer's record leaves empty does not.</returns>
    public static string Differences(Person student, PayerPerson payer)
    {
        var ours = NameKey.Of(student.LastName, student.FirstName);
        var theirs = NameKey.Of(payer.LastName, payer.FirstName);
        return string.Join(", ", new[]
        {
            theirs.LastName.Length > 0 && theirs.LastName != ours.LastName ? "last name" : null,
            theirs.FirstName.Length > 0 && theirs.FirstName != ours.FirstName ? "first name" : null,
            payer.BirthDate is { } birthDate && birthDate != student.BirthDate ? "birth date" : null,
        }.OfType<string>());
    }

    public readonly record struct Person(string LastName, string FirstName, DateOnly BirthDate);

    public readonly record struct PayerPerson(string LastName, string FirstName, DateOnly? BirthDate);
}

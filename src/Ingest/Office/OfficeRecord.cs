using System.Globalization;

namespace MedicaidLogs.Ingest.Office;

/// <summary>What an office writes down by hand of one student or provider, in the columns of the file that would bring it.</summary>
/// <param name="Kind">One of <see cref="Files.FileKinds"/>.</param>
/// <param name="Of"><c>student</c> or <c>provider</c>: whose record it is.</param>
public abstract record OfficeRecord(string Kind, string Of)
{
    /// <summary>A consent, its refusal or its revocation came in.</summary>
    /// <param name="State">granted, pending, refused or revoked.</param>
    /// <param name="NoticeOn">When the parents were last told in writing; null: not said.</param>
    public sealed record Consent(string State, DateOnly EffectiveOn, DateOnly? NoticeOn) : OfficeRecord("consents", "student");

    /// <summary>A licence was issued or renewed. The same credential from the same day on is corrected.</summary>
    /// <param name="Credential">One of the rule pack.</param>
    /// <param name="To">The last day; null: no end.</param>
    public sealed record Licence(string Credential, DateOnly From, DateOnly? To, string LicenseNumber) : OfficeRecord("providers", "provider");

    /// <summary>A day as files have it.</summary>
    internal static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>What came of writing a record down.</summary>
public abstract record OfficeOutcome
{
    private OfficeOutcome()
    {
    }

    /// <summary>It is on file, and every entry that rests on it was checked again.</summary>
    /// <param name="Freed">Entries that are billable now and were not.</param>
    /// <param name="Stopped">Entries that were billable and are not any more.</param>
    /// <param name="MonthsLeft">Months that are checked in the background: long past, or with sessions that the provider may have co-signed.</param>
    public sealed record Written(Change Freed, Change Stopped, int MonthsLeft) : OfficeOutcome;

    /// <summary>The same form came before, or the record was on file just so; nothing was done.</summary>
    public sealed record KnownAlready : OfficeOutcome;

    /// <summary>It cannot be taken; nothing was written.</summary>
    /// <param name="Reason">For the person who typed it.</param>
    public sealed record Invalid(string Reason) : OfficeOutcome;

    /// <summary>The district has no such student or provider.</summary>
    public sealed record NotFound : OfficeOutcome;

    /// <summary>So many entries, worth so many cents.</summary>
    public readonly record struct Change(int Entries, long Cents);
}

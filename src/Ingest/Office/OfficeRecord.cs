using System.Globalization;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Office;

/// <summary>What an office writes down by hand of one student or provider, in the columns of the file that would bring it.</summary>
/// <param name="Kind">One of <see cref="Files.FileKinds"/>.</param>
/// <param name="Of"><c>student</c> or <c>provider</c>: whose record it is.</param>
public abstract record OfficeRecord(string Kind, string Of)
{
    /// <summary>The first day whose sessions of others may rest on it: a supervisor's licence; null: nobody else's do.</summary>
    internal virtual DateOnly? OthersSince(Core.Packs.PackRules rules) => null;

    /// <summary>The header and the rows; none where what the record would change is not the subject's.</summary>
    internal abstract Task<IReadOnlyList<string[]>> RowsAsync(OfficeSubject subject, CancellationToken cancellationToken);

    /// <summary>A day as files have it.</summary>
    internal static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static Task<IReadOnlyList<string[]>> OneRow(params (string Column, string Value)[] row) =>
        Task.FromResult<IReadOnlyList<string[]>>([[.. row.Select(each => each.Column)], [.. row.Select(each => each.Value)]]);

    /// <summary>A consent, its refusal or its revocation came in.</summary>
    /// <param name="State">granted, pending, refused or revoked.</param>
    /// <param name="NoticeOn">When the parents were last told in writing; null: not said.</param>
    public sealed record Consent(string State, DateOnly EffectiveOn, DateOnly? NoticeOn) : OfficeRecord("consents", "student")
    {
        internal override Task<IReadOnlyList<string[]>> RowsAsync(OfficeSubject subject, CancellationToken cancellationToken) => OneRow(
            ("student_number", subject.Number), ("state", State), ("effective_on", Text(EffectiveOn)), ("notice_on", Text(NoticeOn)));
    }

    /// <summary>A practitioner ordered a service. An order of the same service and day is corrected.</summary>
    /// <param name="EndsOn">Null: as long as the rule pack lets it hold.</param>
    /// <param name="Diagnoses">ICD-10-CM, separated by blanks; may be empty.</param>
    public sealed record Order(
        string Service, DateOnly OrderedOn, DateOnly? EndsOn, string Npi, string LastName, string FirstName, string Taxonomy, string Diagnoses)
        : OfficeRecord("orders", "student")
    {
        internal override Task<IReadOnlyList<string[]>> RowsAsync(OfficeSubject subject, CancellationToken cancellationToken) => OneRow(
            ("student_number", subject.Number), ("service", Service), ("ordered_on", Text(OrderedOn)), ("ends_on", Text(EndsOn)),
            ("ordering_npi", Npi), ("ordering_last_name", LastName), ("ordering_first_name", FirstName), ("ordering_taxonomy", Taxonomy),
            ("diagnoses", Diagnoses));
    }

    /// <summary>The payer authorized a service. An authorization of the same number and service is corrected.</summary>
    /// <param name="Covers">A service of the rule pack, or a procedure code.</param>
    /// <param name="To">The last day; null: no end.</param>
    /// <param name="Units">Null: no limit.</param>
    public sealed record Authorization(string Number, string Covers, DateOnly From, DateOnly? To, int? Units) : OfficeRecord("authorizations", "student")
    {
        internal override Task<IReadOnlyList<string[]>> RowsAsync(OfficeSubject subject, CancellationToken cancellationToken) => OneRow(
            ("student_number", subject.Number), ("authorization_number", Number), ("covers", Covers), ("valid_from", Text(From)),
            ("valid_to", Text(To)), ("units", Units?.ToString(CultureInfo.InvariantCulture) ?? ""));
    }

    /// <summary>A row of the student's plan ends before its day: the service is not needed any more, or an amendment took it out.</summary>
    public sealed record ServiceEnded(long GridRowId, DateOnly LastDay) : OfficeRecord("grid", "student")
    {
        internal override Task<IReadOnlyList<string[]>> RowsAsync(OfficeSubject subject, CancellationToken cancellationToken) =>
            GridRows.EndingAsync(subject, this, cancellationToken);
    }

    /// <summary>A licence was issued or renewed. The same credential from the same day on is corrected.</summary>
    /// <param name="Credential">One of the rule pack.</param>
    /// <param name="To">The last day; null: no end.</param>
    /// <param name="SupervisorNumber">Who co-signs and supervises; empty: nobody is named.</param>
    public sealed record Licence(string Credential, DateOnly From, DateOnly? To, string LicenseNumber, string SupervisorNumber)
        : OfficeRecord("providers", "provider")
    {
        internal override DateOnly? OthersSince(Core.Packs.PackRules rules) =>
            rules.Credentials.Values.Any(rule => Array.IndexOf(rule.SupervisedBy, Credential) >= 0) ? From : null;

        internal override Task<IReadOnlyList<string[]>> RowsAsync(OfficeSubject subject, CancellationToken cancellationToken) =>
            ProviderRows.WithAsync(subject, this, cancellationToken);
    }

    /// <summary>The provider was supervised on a day.</summary>
    /// <param name="How">direct or indirect.</param>
    public sealed record Supervision(string SupervisorNumber, DateOnly On, string How) : OfficeRecord("supervision", "provider")
    {
        internal override Task<IReadOnlyList<string[]>> RowsAsync(OfficeSubject subject, CancellationToken cancellationToken) => OneRow(
            ("provider_number", subject.Number), ("supervisor_number", SupervisorNumber), ("supervised_on", Text(On)), ("kind", How));
    }
}

/// <summary>Whose record is written down.</summary>
/// <param name="Transaction">Holds the district's lock, so that what another person wrote down meanwhile is there.</param>
internal sealed record OfficeSubject(NpgsqlTransaction Transaction, DistrictId DistrictId, long Id, string Number);

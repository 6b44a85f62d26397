using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Providers files: one row per credential; a provider's rows replace the provider's credentials.</summary>
public sealed class ProvidersKind : IFileKind
{
    private static readonly FileFormat _format = new("providers");

    private static readonly Column _number = _format.Required("provider_number", maxCharacters: 40);
    private static readonly Column _lastName = _format.Required("last_name");
    private static readonly Column _firstName = _format.Required("first_name");
    private static readonly Column _npi = _format.Optional("npi");
    private static readonly Column _taxonomy = _format.Optional("taxonomy");
    private static readonly Column _credential = _format.Required("credential");
    private static readonly Column _licenseNumber = _format.Optional("license_number");
    private static readonly Column _validFrom = _format.Required("valid_from");
    private static readonly Column _validTo = _format.Optional("valid_to");
    private static readonly Column _supervisorNumber = _format.Optional("supervisor_number", maxCharacters: 40);
    private static readonly Column _employedFrom = _format.Required("employed_from");
    private static readonly Column _employedTo = _format.Optional("employed_to");
    private static readonly Column _medicaidFrom = _format.Optional("medicaid_from");
    private static readonly Column _medicaidTo = _format.Optional("medicaid_to");
    private static readonly Column _screenedOn = _format.Optional("screened_on");
    private static readonly Column _birthDate = _format.Optional("birth_date");
    private static readonly Column _backgroundCheckedOn = _format.Optional("background_checked_on");
    private static readonly Column _federalFrom = _format.Optional("federal_from");
    private static readonly Column _federalTo = _format.Optional("federal_to");

    [Sql]
    private const string KnownSql = """
        select provider_number as number, provider_id as id
        from intake.provider
        where district_id = @districtId and provider_number = any(@numbers)
        """;

    private static readonly RecordTables<Row> _providersAndCredentials = new(
        new RecordTable<Row>(
            "intake.provider",
            Key: [new("provider_id", row => row.ProviderId)],
            Said:
            [
                new("provider_number", row => row.Number),
                new("last_name", row => row.Person.LastName),
                new("first_name", row => row.Person.FirstName),
                new("npi", row => row.Person.Npi),
                new("taxonomy", row => row.Person.Taxonomy),
                new("employed_from", row => row.Person.EmployedFrom),
                new("employed_to", row => row.Person.EmployedTo),
                new("medicaid_from", row => row.Person.MedicaidFrom),
                new("medicaid_to", row => row.Person.MedicaidTo),
                new("screened_on", row => row.Person.ScreenedOn),
                new("birth_date", row => row.Person.BirthDate),
                new("background_checked_on", row => row.Person.BackgroundCheckedOn),
                new("federal_from", row => row.Person.FederalFrom),
                new("federal_to", row => row.Person.FederalTo),
            ])
        {
            NamesFile = true,
        },
        new RecordTable<Row>(
            "intake.credential",
            Key: [new("provider_id", row => row.ProviderId), new("credential", row => row.Credential), new("valid_from", row => row.From)],
            Said:
            [
                new("valid_to", row => row.To),
                new("license_number", row => row.LicenseNumber),
                new("supervisor_number", row => row.SupervisorNumber),
            ])
        {
            Owner = "provider_id",
        });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(row => row.Number, row => row.Person, "It says other things of the provider than an earlier row");
        rows.RejectContradictions(
            row => (row.Number, row.Credential, row.From), row => row, "The provider has the same credential from the same day on");
        var ids = await Numbers.FindOrAddAsync(
            intake, KnownSql, "provider", rows.Good.Select(row => row.Value.Number), cancellationToken);
        rows.Replace(row => row with { ProviderId = ids[row.Number] });
        return await _providersAndCredentials.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var person = new Person(
            row.Text(_lastName),
            row.Text(_firstName),
            row.TextOrNull(_npi),
            row.TextOrNull(_taxonomy),
            row.Date(_employedFrom),
            row.DateOrNull(_employedTo),
            row.DateOrNull(_medicaidFrom),
            row.DateOrNull(_medicaidTo),
            row.DateOrNull(_screenedOn),
            row.DateOrNull(_birthDate),
            row.DateOrNull(_backgroundCheckedOn),
            row.DateOrNull(_federalFrom),
            row.DateOrNull(_federalTo));
        var read = new Row(
            row.Text(_number),
            person,
            row.Text(_credential),
            row.Date(_validFrom),
            row.DateOrNull(_validTo),
            row.TextOrNull(_licenseNumber),
            row.TextOrNull(_supervisorNumber));
        row.DemandOrder(_validFrom, read.From, _validTo, read.To);
        row.DemandOrder(_employedFrom, person.EmployedFrom, _employedTo, person.EmployedTo);
        row.DemandOrder(_medicaidFrom, person.MedicaidFrom, _medicaidTo, person.MedicaidTo);
        row.DemandOrder(_federalFrom, person.FederalFrom, _federalTo, person.FederalTo);
        return read;
    }

    private sealed record Row(
        string Number, Person Person, string Credential, DateOnly From, DateOnly? To, string? LicenseNumber, string? SupervisorNumber)
    {
        public long ProviderId { get; init; }
    }

    private sealed record Person(
        string LastName, string FirstName, string? Npi, string? Taxonomy, DateOnly EmployedFrom, DateOnly? EmployedTo,
        DateOnly? MedicaidFrom, DateOnly? MedicaidTo, DateOnly? ScreenedOn, DateOnly? BirthDate, DateOnly? BackgroundCheckedOn, DateOnly? FederalFrom,
        DateOnly? FederalTo);
}

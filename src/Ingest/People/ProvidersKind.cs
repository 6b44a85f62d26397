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

    [Sql]
    private const string KnownSql = """
        select provider_number as number, provider_id as id
        from intake.provider
        where district_id = @districtId and provider_number = any(@numbers)
        """;

    [Sql]
    private const string StageSql = """
        create temporary table staged_provider (
            line_number int, provider_id bigint, provider_number text, last_name text, first_name text, npi text, taxonomy text,
            employed_from date, employed_to date, medicaid_from date, medicaid_to date, screened_on date,
            credential text, valid_from date, valid_to date, license_number text, supervisor_number text) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql = """
        copy staged_provider (line_number, provider_id, provider_number, last_name, first_name, npi, taxonomy,
            employed_from, employed_to, medicaid_from, medicaid_to, screened_on,
            credential, valid_from, valid_to, license_number, supervisor_number) from stdin (format binary)
        """;

    [Sql(After = StageSql)]
    private const string CountSql = """
        with compared as (
            select c.provider_id is not null as there,
                   (p.last_name, p.first_name, p.npi, p.taxonomy, p.employed_from, p.employed_to, p.medicaid_from, p.medicaid_to,
                    p.screened_on, c.valid_to, c.license_number, c.supervisor_number)
                   is not distinct from
                   (s.last_name, s.first_name, s.npi, s.taxonomy, s.employed_from, s.employed_to, s.medicaid_from, s.medicaid_to,
                    s.screened_on, s.valid_to, s.license_number, s.supervisor_number) as same
            from staged_provider s
            left join intake.provider p on p.district_id = @districtId and p.provider_id = s.provider_id
            left join intake.credential c
                on c.district_id = @districtId and c.provider_id = s.provider_id and c.credential = s.credential
               and c.valid_from = s.valid_from
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    [Sql(After = StageSql)]
    private const string MergeProvidersSql = """
        insert into intake.provider as p
            (district_id, provider_id, provider_number, last_name, first_name, npi, taxonomy, employed_from, employed_to,
             medicaid_from, medicaid_to, screened_on, import_file_id)
        select distinct on (provider_id)
            @districtId, provider_id, provider_number, last_name, first_name, npi, taxonomy, employed_from, employed_to,
            medicaid_from, medicaid_to, screened_on, @importFileId
        from staged_provider
        order by provider_id, line_number
        on conflict (district_id, provider_id) do update
        set last_name = excluded.last_name, first_name = excluded.first_name, npi = excluded.npi, taxonomy = excluded.taxonomy,
            employed_from = excluded.employed_from, employed_to = excluded.employed_to, medicaid_from = excluded.medicaid_from,
            medicaid_to = excluded.medicaid_to, screened_on = excluded.screened_on, import_file_id = excluded.import_file_id
        where (p.last_name, p.first_name, p.npi, p.taxonomy, p.employed_from, p.employed_to, p.medicaid_from, p.medicaid_to, p.screened_on)
            is distinct from
            (excluded.last_name, excluded.first_name, excluded.npi, excluded.taxonomy, excluded.employed_from, excluded.employed_to,
             excluded.medicaid_from, excluded.medicaid_to, excluded.screened_on)
        """;

    [Sql(After = StageSql)]
    private const string RemoveCredentialsSql = """
        delete from intake.credential c
        where c.district_id = @districtId
          and c.provider_id in (select provider_id from staged_provider)
          and not exists (
              select from staged_provider s
              where s.provider_id = c.provider_id and s.credential = c.credential and s.valid_from = c.valid_from)
        """;

    [Sql(After = StageSql)]
    private const string MergeCredentialsSql = """
        insert into intake.credential as c
            (district_id, provider_id, credential, valid_from, valid_to, license_number, supervisor_number)
        select @districtId, provider_id, credential, valid_from, valid_to, license_number, supervisor_number
        from staged_provider
        on conflict (district_id, provider_id, credential, valid_from) do update
        set valid_to = excluded.valid_to, license_number = excluded.license_number, supervisor_number = excluded.supervisor_number
        where (c.valid_to, c.license_number, c.supervisor_number)
            is distinct from (excluded.valid_to, excluded.license_number, excluded.supervisor_number)
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(row => row.Number, row => row.Person, "It says other things of the provider than an earlier row");
        rows.RejectContradictions(
            row => (row.Number, row.Credential, row.From), row => row, "The provider has the same credential from the same day on");
        var ids = await Numbers.FindOrAddAsync(
            intake, KnownSql, "provider", rows.Good.Select(row => row.Value.Number), cancellationToken);
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(ids[row.Number]);
                copy.Put(row.Number);
                copy.Put(row.Person.LastName);
                copy.Put(row.Person.FirstName);
                copy.Put(row.Person.Npi);
                copy.Put(row.Person.Taxonomy);
                copy.Put(row.Person.EmployedFrom);
                copy.Put(row.Person.EmployedTo);
                copy.Put(row.Person.MedicaidFrom);
                copy.Put(row.Person.MedicaidTo);
                copy.Put(row.Person.ScreenedOn);
                copy.Put(row.Credential);
                copy.Put(row.From);
                copy.Put(row.To);
                copy.Put(row.LicenseNumber);
                copy.Put(row.SupervisorNumber);
            },
            cancellationToken);

        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeAsync(intake, MergeProvidersSql, cancellationToken);
        var removed = await Staging.MergeAsync(intake, RemoveCredentialsSql, cancellationToken);
        await Staging.MergeAsync(intake, MergeCredentialsSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed, removed);
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
            row.DateOrNull(_screenedOn));
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
        return read;
    }

    private sealed record Row(
        string Number, Person Person, string Credential, DateOnly From, DateOnly? To, string? LicenseNumber, string? SupervisorNumber);

    private sealed record Person(
        string LastName, string FirstName, string? Npi, string? Taxonomy, DateOnly EmployedFrom, DateOnly? EmployedTo,
        DateOnly? MedicaidFrom, DateOnly? MedicaidTo, DateOnly? ScreenedOn);
}

using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Supervision files: a row with the provider, supervisor and day of an earlier one corrects it; nothing is taken away.</summary>
public sealed class SupervisionKind : IFileKind
{
    private static readonly FileFormat _format = new("supervision");

    private static readonly Column _providerNumber = _format.Required("provider_number", maxCharacters: 40);
    private static readonly Column _supervisorNumber = _format.Required("supervisor_number", maxCharacters: 40);
    private static readonly Column _supervisedOn = _format.Required("supervised_on");
    private static readonly Column _kind = _format.Required("kind");

    private static readonly Words<string> _kinds = new(("direct", "direct"), ("indirect", "indirect"));

    [Sql]
    private const string ProvidersSql = """
        select provider_number as number, provider_id as id
        from intake.provider
        where district_id = @districtId and provider_number = any(@numbers)
        """;

    private static readonly RecordTables<Row> _supervision = new(new RecordTable<Row>(
        "intake.supervision",
        Key: [new("provider_id", row => row.ProviderId), new("supervised_on", row => row.On), new("supervisor_id", row => row.SupervisorId)],
        Said: [new("kind", row => row.Kind)])
    {
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.ProviderNumber, row.SupervisorNumber, row.On), row => row.Kind, "It gives another kind than an earlier row");
        var ids = await Numbers.FindAsync(
            intake, ProvidersSql, rows.Good.SelectMany(row => new[] { row.Value.ProviderNumber, row.Value.SupervisorNumber }), cancellationToken);
        rows.Reject(row => ids.ContainsKey(row.Value.ProviderNumber) && ids.ContainsKey(row.Value.SupervisorNumber)
            ? null
            : "No provider of the district has this provider_number or supervisor_number; send the providers first, then this file again.");
        rows.Replace(row => row with { ProviderId = ids[row.ProviderNumber], SupervisorId = ids[row.SupervisorNumber] });
        return await _supervision.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_providerNumber), row.Text(_supervisorNumber), row.Date(_supervisedOn), row.Word(_kind, _kinds) ?? "");
        if (read.ProviderNumber == read.SupervisorNumber && read.ProviderNumber.Length > 0)
        {
            row.Reject(_supervisorNumber, "is the provider's own");
        }

        return read;
    }

    private sealed record Row(string ProviderNumber, string SupervisorNumber, DateOnly On, string Kind)
    {
        public long ProviderId { get; init; }

        public long SupervisorId { get; init; }
    }
}

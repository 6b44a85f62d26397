using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Rates files: a row with the code, modifiers and first day of an earlier one corrects it; nothing is taken away.</summary>
public sealed class RatesKind : IFileKind
{
    private const int ProcedureCharacters = 5;

    private static readonly FileFormat _format = new("rates");

    private static readonly Column _procedure = _format.Required("procedure");
    private static readonly Column _modifiers = _format.Optional("modifiers");
    private static readonly Column _validFrom = _format.Required("valid_from");
    private static readonly Column _validTo = _format.Optional("valid_to");
    private static readonly Column _rate = _format.Required("rate");

    [Sql]
    private const string StageSql = """
        create temporary table staged_rate (
            line_number int, procedure text, modifiers text, valid_from date, valid_to date, rate_cents bigint) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql =
        "copy staged_rate (line_number, procedure, modifiers, valid_from, valid_to, rate_cents) from stdin (format binary)";

    [Sql(After = StageSql)]
    private const string CountSql = """
        with compared as (
            select r.procedure is not null as there,
                   (r.valid_to, r.rate_cents) is not distinct from (s.valid_to, s.rate_cents) as same
            from staged_rate s
            left join intake.rate r
                on r.district_id = @districtId and r.procedure = s.procedure and r.modifiers = s.modifiers and r.valid_from = s.valid_from
        )
        select count(*) filter (where not there)::int as added,
               count(*) filter (where there and not same)::int as changed,
               count(*) filter (where there and same)::int as known
        from compared
        """;

    [Sql(After = StageSql)]
    private const string MergeSql = """
        insert into intake.rate as t (district_id, procedure, modifiers, valid_from, valid_to, rate_cents, import_file_id)
        select @districtId, procedure, modifiers, valid_from, valid_to, rate_cents, @importFileId
        from staged_rate
        on conflict (district_id, procedure, modifiers, valid_from) do update
        set valid_to = excluded.valid_to, rate_cents = excluded.rate_cents, import_file_id = excluded.import_file_id
        where (t.valid_to, t.rate_cents) is distinct from (excluded.valid_to, excluded.rate_cents)
        """;

    public FileFormat Format => _format;

    public bool HoldsEntries => false;

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.Procedure, row.Modifiers, row.From), row => row, "It gives another rate than an earlier row");
        await Staging.FillAsync(
            intake, StageSql, CopySql, rows.Good,
            (copy, row) =>
            {
                copy.Put(row.Procedure);
                copy.Put(row.Modifiers);
                copy.Put(row.From);
                copy.Put(row.To);
                copy.Put(row.RateCents);
            },
            cancellationToken);
        var counts = await Staging.CountAsync(intake, CountSql, cancellationToken);
        await Staging.MergeAsync(intake, MergeSql, cancellationToken);
        return rows.Result(counts.Known, counts.Changed);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(
            row.Text(_procedure).ToUpperInvariant(),
            string.Join(' ', row.List(_modifiers)).ToUpperInvariant(),
            row.Date(_validFrom),
            row.DateOrNull(_validTo),
            row.Cents(_rate));
        if (read.Procedure.Length != ProcedureCharacters || !read.Procedure.All(char.IsAsciiLetterOrDigit))
        {
            row.Reject(_procedure, "is not a code of five letters and digits");
        }

        row.DemandOrder(_validFrom, read.From, _validTo, read.To);
        return read;
    }

    private sealed record Row(string Procedure, string Modifiers, DateOnly From, DateOnly? To, long RateCents);
}

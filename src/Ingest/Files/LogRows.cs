using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Files;

/// <summary>A row of a logs file.</summary>
/// <param name="RowId">The source's own id of the row.</param>
public readonly record struct LogRow(string RowId, SessionLog Log);

/// <summary>The logs kind: one row per student and session.</summary>
public static class LogRows
{
    private const int MaxMinutesPerDay = 1440;

    public static readonly FileFormat Format = new("logs");

    private static readonly Column _rowId = Format.Required(LogField.RowId, maxCharacters: 60);
    private static readonly Column _studentNumber = Format.Required(LogField.StudentNumber, maxCharacters: 40);
    private static readonly Column _providerNumber = Format.Required(LogField.ProviderNumber, maxCharacters: 40);
    private static readonly Column _service = Format.Required(LogField.Service);
    private static readonly Column _mode = Format.Required(LogField.Mode);
    private static readonly Column _date = Format.Required(LogField.Date);
    private static readonly Column _start = Format.Optional(LogField.Start);
    private static readonly Column _end = Format.Optional(LogField.End);
    private static readonly Column _minutesAway = Format.Optional(LogField.MinutesAway);
    private static readonly Column _attendance = Format.Required(LogField.Attendance);
    private static readonly Column _groupKey = Format.Optional(LogField.GroupKey);
    private static readonly Column _place = Format.Optional(LogField.Place);
    private static readonly Column _telehealth = Format.Optional(LogField.Telehealth);
    private static readonly Column _makeupFor = Format.Optional(LogField.MakeupFor);
    private static readonly Column _objective = Format.Optional(LogField.Objective, maxCharacters: 1000);
    private static readonly Column _activity = Format.Optional(LogField.Activity, maxCharacters: 1000);
    private static readonly Column _progress = Format.Optional(LogField.Progress, maxCharacters: 1000);
    private static readonly Column _note = Format.Optional(LogField.Note, maxCharacters: 4000);
    private static readonly Column _vehicle = Format.Optional(LogField.Vehicle);
    private static readonly Column _signedBy = Format.Optional(LogField.SignedBy);
    private static readonly Column _signedAt = Format.Optional(LogField.SignedAt);
    private static readonly Column _cosignedBy = Format.Optional(LogField.CosignedBy, maxCharacters: 40);
    private static readonly Column _cosignedAt = Format.Optional(LogField.CosignedAt);

    private static readonly Words<SessionMode> _modes = new(
        ("individual", SessionMode.Individual), ("group", SessionMode.Group), ("consult", SessionMode.Consult));

    /// <param name="file">Opened with <see cref="Format"/>.</param>
    /// <param name="zone">The district's own time zone, in which the file writes instants.</param>
    public static IEnumerable<ParsedRow<LogRow>> Read(CsvFile file, TimeZoneInfo zone) => file.Read(zone, Read);

    internal static LogRow Read(RowReader row) => new(row.Text(_rowId), new()
    {
        StudentNumber = row.Text(_studentNumber),
        ProviderNumber = row.Text(_providerNumber),
        Service = row.Text(_service),
        Mode = row.Word(_mode, _modes),
        Date = row.Date(_date),
        Start = row.TimeOrNull(_start),
        End = row.TimeOrNull(_end),
        MinutesAway = row.NumberOrNull(_minutesAway, 0, MaxMinutesPerDay) ?? 0,
        Attendance = row.Text(_attendance),
        GroupKey = row.Text(_groupKey),
        Place = row.Text(_place),
        Telehealth = row.YesNo(_telehealth),
        MakeupFor = row.DateOrNull(_makeupFor),
        Objective = row.Text(_objective),
        Activity = row.Text(_activity),
        Progress = row.Text(_progress),
        Note = row.Text(_note),
        Vehicle = row.Text(_vehicle),
        SignedBy = row.Text(_signedBy),
        SignedAt = row.InstantOrNull(_signedAt),
        CosignedBy = row.Text(_cosignedBy),
        CosignedAt = row.InstantOrNull(_cosignedAt),
    });
}

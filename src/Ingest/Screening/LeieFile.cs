using System.Collections.Frozen;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>Reads the LEIE as the OIG publishes it, <c>UPDATED.csv</c>: the whole list, not a monthly supplement.</summary>
/// <remarks>Source: oig.hhs.gov/exclusions, "LEIE Downloadable Databases", record layout. Dates are YYYYMMDD, 00000000 for none; an NPI of zeros is none.</remarks>
public static class LeieFile
{
    private const string NoDate = "00000000";
    private const string NoNpi = "0000000000";

    private static readonly FileFormat _format = new("LEIE");

    private static readonly Column _lastName = _format.Optional("LASTNAME");
    private static readonly Column _firstName = _format.Optional("FIRSTNAME");
    private static readonly Column _middleName = _format.Optional("MIDNAME");
    private static readonly Column _businessName = _format.Optional("BUSNAME");
    private static readonly Column _npi = _format.Optional("NPI");
    private static readonly Column _birthDate = _format.Optional("DOB");
    private static readonly Column _exclusionType = _format.Required("EXCLTYPE");
    private static readonly Column _excludedOn = _format.Required("EXCLDATE");
    private static readonly Column _reinstatedOn = _format.Optional("REINDATE");
    private static readonly Column _waivedOn = _format.Optional("WAIVERDATE");
    private static readonly Column _waiverState = _format.Optional("WVRSTATE");

    /// <summary>What is not read, and what stands for nothing. Naming a column demands it in the header: without NPIs nobody would be found.</summary>
    private static readonly ColumnMapping _asPublished = ColumnMapping.None(_format) with
    {
        Columns = _format.Columns.ToFrozenDictionary(column => column.Name, column => column.Name),
        Ignore = new[] { "GENERAL", "SPECIALTY", "UPIN", "ADDRESS", "CITY", "STATE", "ZIP" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        Values = new[] { _birthDate, _excludedOn, _reinstatedOn, _waivedOn }
            .Select(column => (column.Name, None: NoDate)).Append((_npi.Name, None: NoNpi))
            .ToFrozenDictionary(column => column.Name, column => new Dictionary<string, string> { [column.None] = "" }.ToFrozenDictionary()),
        Dates = ["yyyyMMdd"],
    };

    /// <summary>Whether a file of that header is the list, and so no file of the district's.</summary>
    public static bool IsOne(IReadOnlyList<string> header) =>
        _format.Columns.Where(column => column.IsRequired).All(column => header.Contains(column.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>All records, in the order of the file.</summary>
    /// <exception cref="FileRefusedException">A line cannot be read, or there is none: who is not on half a list is not clear.</exception>
    public static List<LeieRecord> Read(byte[] content)
    {
        var records = new List<LeieRecord>();
        foreach (var row in CsvFile.Open(content, _format, _asPublished).Read(TimeZoneInfo.Utc, Read))
        {
            if (row.Problem is { } problem)
            {
                throw new FileRefusedException($"Line {row.Place.LineNumber} cannot be read, so the list is not whole. {problem} Download it again.");
            }

            records.Add(row.Value with { LineNumber = row.Place.LineNumber });
        }

        return records.Count > 0 ? records : throw new FileRefusedException("The list is empty. Download it again.");
    }

    private static LeieRecord Read(RowReader row)
    {
        var (last, first, middle) = (row.Text(_lastName), row.Text(_firstName), row.Text(_middleName));
        var name = last.Length > 0 ? $"{last}, {first} {middle}".TrimEnd() : row.Text(_businessName);
        return new(
            0,
            last,
            first,
            name,
            row.Text(_npi),
            row.DateOrNull(_birthDate),
            row.Text(_exclusionType),
            row.Date(_excludedOn),
            row.DateOrNull(_reinstatedOn),
            row.DateOrNull(_waivedOn),
            row.Text(_waiverState));
    }
}

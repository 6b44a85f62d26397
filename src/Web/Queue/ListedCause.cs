using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Causes;
using MedicaidLogs.Web.Entries;
using Npgsql;

namespace MedicaidLogs.Web.Queue;

/// <summary>A cause of rejections as the list tells it.</summary>
/// <param name="Subject">What it is about, in words: a name, a day, a record.</param>
/// <param name="MendAddress">Where it can be mended; null where no page has it.</param>
/// <param name="Mend">What the link there says.</param>
public sealed record ListedCause(RootCause Cause, string Subject, string? MendAddress, string Mend)
{
    [Sql]
    private const string NamesSql = """
        select 'provider' as kind, provider_id as id, last_name || ', ' || first_name as name, provider_number as number
        from intake.provider where district_id = @districtId and provider_id = any(@providerIds)
        union all
        select 'student', student_id, last_name || ', ' || first_name, student_number
        from intake.student where district_id = @districtId and student_id = any(@studentIds)
        """;

    [Sql]
    private const string SchoolsSql = "select school_code, name from intake.school where district_id = @districtId and school_code = any(@codes)";

    /// <summary>The tasks that a school's day is part of: "MAIN 2026-10-12".</summary>
    private const string SchoolDay = "school day";

    /// <summary>Findings about a student's papers, by the beginning of their code, and the place on the student's page.</summary>
    private static readonly (string Group, string Anchor)[] _onStudentPage =
        [("CONSENT_", "#consent-form"), ("ORDER_", "#papers"), ("DX_", "#papers"), ("PA_", "#papers"), ("TPL_", "#papers"), ("IEP_", "#plans"), ("STU_", "#person")];

    /// <summary>Records that stand on the student's page under an id of their own.</summary>
    private static readonly string[] _recordsOnStudentPage = ["consent", "service_order", "service_authorization", "eligibility", "plan", "grid_row"];

    public static async Task<IReadOnlyList<ListedCause>> OfAsync(
        NpgsqlConnection connection, District district, DateOnly month, IReadOnlyList<RootCause> causes, CancellationToken cancellationToken)
    {
        var id = district.DistrictId;
        var names = (await connection.QueryAsync<(string Kind, long Id, string Name, string Number)>(new CommandDefinition(
            NamesSql,
            new { districtId = id, providerIds = causes.Select(cause => cause.ProviderId).OfType<long>().Distinct().ToArray(), studentIds = causes.Select(cause => cause.StudentId).OfType<long>().Distinct().ToArray() },
            cancellationToken: cancellationToken))).ToDictionary(row => (row.Kind, row.Id), row => $"{row.Name} ({row.Number})");
        var schools = (await connection.QueryAsync<(string Code, string Name)>(new CommandDefinition(
            SchoolsSql, new { districtId = id, codes = causes.Where(cause => cause.Task == SchoolDay).Select(cause => DayOf(cause).School).Distinct().ToArray() },
            cancellationToken: cancellationToken))).ToDictionary(row => row.Code, row => row.Name);
        var records = (await UsedRecord.OfAsync(connection, id, [.. causes.Select(RecordOf).OfType<(string, long)>()], cancellationToken))
            .ToDictionary(record => (record.Kind, record.RecordId), record => $"{record.Title}, {record.Says}");
        var rules = district.RulePack.On(month);
        return [.. causes.Select(cause => new ListedCause(cause, SubjectOf(cause, names, schools, records, rules), AddressOf(cause, month), MendOf(cause)))];
    }

    private static string SubjectOf(
        RootCause cause, Dictionary<(string, long), string> names, Dictionary<string, string> schools, Dictionary<(string, long), string> records, PackRules rules)
    {
        var student = cause.StudentId is { } studentId ? names.GetValueOrDefault(("student", studentId)) : null;
        return cause.Task switch
        {
            "provider" => cause.ProviderId is { } providerId ? names[("provider", providerId)] : $"Provider number {cause.Subject}",
            "student" => student ?? $"Student number {cause.Subject}",
            "service of a student" => $"{student ?? $"Student number {cause.Subject.Split(' ')[0]}"}, {ServiceOf(cause.Subject[(cause.Subject.IndexOf(' ', StringComparison.Ordinal) + 1)..], rules)}",
            "service" => ServiceOf(cause.Subject, rules),
            "procedure" => $"Code {cause.Subject}",
            SchoolDay => $"{schools.GetValueOrDefault(DayOf(cause).School, "No school on record")}, {Show.Weekday(DayOf(cause).Day)}",
            "record" when RecordOf(cause) is { } record && records.TryGetValue(record, out var says) => student is null ? says : $"{student}: {says}",
            _ => $"{student ?? "Unknown student"}, {Show.Weekday(cause.FirstDay)}",
        };
    }

    private static string? AddressOf(RootCause cause, DateOnly month)
    {
        var at = "?month=" + MonthName.Of(month);
        return cause.Task switch
        {
            "provider" => cause.ProviderId is { } providerId
                ? string.Create(CultureInfo.InvariantCulture, $"/clerk/providers/{providerId}{at}{(cause.Code is "PROV_LICENSE" or "PROV_QUAL" ? "#licence-form" : "#papers")}")
                : null,
            "student" or "service of a student" => StudentAddress(cause, at, Array.Find(_onStudentPage, each => cause.Code.StartsWith(each.Group, StringComparison.Ordinal)).Anchor),
            "record" when RecordOf(cause) is { } record && Array.IndexOf(_recordsOnStudentPage, record.Kind) >= 0 =>
                StudentAddress(cause, at, "#" + UsedRecord.ElementIdOf(record.Kind, record.Id)),
            "entry" or "record" => (ListFilter.AllRejected(month) with { Code = cause.Code, Cause = cause.Key }).AddressOf(cause.FirstEntryId),
            _ => null,
        };
    }

    private static string? StudentAddress(RootCause cause, string at, string? anchor) =>
        cause.StudentId is { } studentId ? string.Create(CultureInfo.InvariantCulture, $"/clerk/students/{studentId}{at}{anchor}") : null;

    private static string MendOf(RootCause cause) => cause.Task switch
    {
        "provider" => "Open the provider",
        "student" or "service of a student" => "Open the student",
        "record" when RecordOf(cause) is { } record && Array.IndexOf(_recordsOnStudentPage, record.Kind) >= 0 => "Open the record",
        _ => "Open the entry",
    };

    private static (string Kind, long Id)? RecordOf(RootCause cause) =>
        cause.Task == "record" && cause.Subject.Split(' ') is [var kind, var id] && kind != "entry" ? (kind, long.Parse(id, CultureInfo.InvariantCulture)) : null;

    private static (string School, DateOnly Day) DayOf(RootCause cause) =>
        (cause.Subject.Contains(' ', StringComparison.Ordinal) ? cause.Subject[..cause.Subject.LastIndexOf(' ')] : "", cause.FirstDay);

    private static string ServiceOf(string service, PackRules rules) => rules.Services.TryGetValue(service, out var rule) ? rule.Title : service;
}

using System.Globalization;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.People;

/// <summary>One district of its own, to which a test sends files.</summary>
internal sealed class Intake(DatabaseFixture database, DistrictId districtId)
{
    public const string Students = """
        student_number,last_name,first_name,middle_name,birth_date,sex,medicaid_id,street,city,state,postal_code,school_code,enrolled_from,enrolled_to
        S1,Ruiz,Ana,,2016-05-04,f,100 000 00001,1 Elm St,Maple Grove,nh,03229-0001,EAST,2026-08-31,2026-10-15
        S1,Ruiz,Ana,,2016-05-04,f,100 000 00001,1 Elm St,Maple Grove,nh,03229-0001,WEST,2026-10-16,
        S2,O'Neil,Zoë,M.,2015-01-02,U,,,,,,EAST,2026-08-31,

        """;

    public static readonly DateTimeOffset Noon = new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero);

    public DistrictId DistrictId => districtId;

    public FixedClock Clock { get; } = new(Noon);

    public FileIntake Files => new(database.DataSource, Clock);

    public static async Task<Intake> OfNewDistrictAsync(DatabaseFixture database) => new(database, await database.CreateDistrictAsync());

    public static SentFile Sent(string kind, ColumnMapping? mapping = null) =>
        new(kind, $"{kind}.csv", mapping, Actor.Command("import"));

    public Task<IntakeOutcome> SendAsync(string kind, string content, ColumnMapping? mapping = null) =>
        Files.ImportAsync(districtId, Sent(kind, mapping), new MemoryStream(Encoding.UTF8.GetBytes(content)));

    /// <summary>Sends a file that is taken in, and gives its counts: rows, entered, changed, malformed, duplicates.</summary>
    public async Task<(int Rows, int Entered, int Changed, int Malformed, int Duplicates)> CountAsync(string kind, string content)
    {
        var outcome = Assert.IsType<IntakeOutcome.TakenIn>(await SendAsync(kind, content));
        return (outcome.Rows, outcome.Entered, outcome.Changed, outcome.Malformed, outcome.Duplicates);
    }

    public async Task<ReferenceData> ReferenceAsync()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await ReferenceLoader.LoadAsync(connection, districtId, null, default);
    }

    public async Task<Student> StudentAsync(string number) => (await ReferenceAsync()).StudentByNumber(number)!;

    /// <summary>The malformed lines of the district's latest file, each as <c>number: reason</c>.</summary>
    public Task<List<string>> MalformedAsync() => QueryAsync<string>("""
        select line_number || ': ' || reason from intake.malformed_line
        where district_id = @districtId and import_file_id = (select max(import_file_id) from intake.import_file where district_id = @districtId)
        order by line_number
        """);

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, new { districtId })];
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { districtId });
    }

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

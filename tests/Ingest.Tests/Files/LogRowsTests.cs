using System.Text;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Tests.Files;

public sealed class LogRowsTests
{
    private const string Required = "row_id,student_number,provider_number,service,mode,date,attendance";
    private const string Good = "L1,S1,P1,SPEECH,individual,2026-10-05,P";

    private static readonly TimeZoneInfo _newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Fact]
    public void Reads_every_column()
    {
        var row = Read(
            Required + ",start,end,minutes_away,group_key,place,telehealth,makeup_for,objective,activity,progress,note,vehicle,signed_by,signed_at,cosigned_by,cosigned_at",
            "L1,S1,P1,SPEECH,Group,2026-10-05,P,08:30,09:00,5,G1,school,YES,2026-10-01,o,a,p,n,V7,Ann Lee,2026-10-05T15:00,P2,2026-11-05T08:15");

        Assert.Null(row.Problem);
        Assert.Equal("L1", row.Value.RowId);
        Assert.Equal(
            new SessionLog
            {
                StudentNumber = "S1",
                ProviderNumber = "P1",
                Service = "SPEECH",
                Mode = SessionMode.Group,
                Date = new(2026, 10, 5),
                Start = new(8, 30),
                End = new(9, 0),
                MinutesAway = 5,
                Attendance = "P",
                GroupKey = "G1",
                Place = "school",
                Telehealth = true,
                MakeupFor = new(2026, 10, 1),
                Objective = "o",
                Activity = "a",
                Progress = "p",
                Note = "n",
                Vehicle = "V7",
                SignedBy = "Ann Lee",
                SignedAt = new(2026, 10, 5, 19, 0, 0, TimeSpan.Zero),
                CosignedBy = "P2",
                CosignedAt = new(2026, 11, 5, 13, 15, 0, TimeSpan.Zero),
            },
            row.Value.Log);
    }

    [Fact]
    public void What_is_left_out_is_empty() => Assert.Equal(
        new SessionLog { StudentNumber = "S1", ProviderNumber = "P1", Service = "SPEECH", Mode = SessionMode.Individual, Date = new(2026, 10, 5), Attendance = "P" },
        Read(Required, Good).Value.Log);

    [Theory]
    [InlineData("mode", "both", "mode is none of individual, group, consult.")]
    [InlineData("start", "24:00", "start is not a time like 13:05.")]
    [InlineData("start", "8:30", "start is not a time like 13:05.")]
    [InlineData("minutes_away", "-5", "minutes_away is not a whole number from 0 to 1440.")]
    [InlineData("minutes_away", "1441", "minutes_away is not a whole number from 0 to 1440.")]
    [InlineData("telehealth", "maybe", "telehealth is neither yes nor no.")]
    [InlineData("makeup_for", "2026-13-01", "makeup_for is not a date like 2026-10-05.")]
    [InlineData("signed_at", "2026-10-05 15:00", "signed_at is not a date and time like 2026-10-05T13:05, or one that the clock skips in spring.")]
    [InlineData("signed_at", "2026-03-08T02:30", "signed_at is not a date and time like 2026-10-05T13:05, or one that the clock skips in spring.")]
    public void Says_what_cannot_be_read(string column, string value, string problem)
    {
        var header = column == "mode" ? Required : $"{Required},{column}";
        var row = column == "mode" ? Good.Replace("individual", value, StringComparison.Ordinal) : $"{Good},{value}";

        Assert.Equal(problem, Read(header, row).Problem);
    }

    [Theory]
    [InlineData(1000, "objective", null)]
    [InlineData(1001, "objective", "objective is longer than 1000 characters.")]
    [InlineData(4000, "note", null)]
    [InlineData(4001, "note", "note is longer than 4000 characters.")]
    public void Holds_texts_to_their_limits(int characters, string column, string? problem) =>
        Assert.Equal(problem, Read($"{Required},{column}", $"{Good},{new string('é', characters)}").Problem);

    [Theory]
    [InlineData("2026-03-08T01:59", "2026-03-08T06:59Z")] // before the clock goes forward
    [InlineData("2026-03-08T03:00", "2026-03-08T07:00Z")]
    [InlineData("2026-11-01T01:30", "2026-11-01T05:30Z")] // the first of two 01:30
    [InlineData("2026-11-01T02:00", "2026-11-01T07:00Z")]
    public void Reads_instants_by_the_districts_clock(string local, string utc) => Assert.Equal(
        DateTimeOffset.Parse(utc, null),
        Read($"{Required},signed_at", $"{Good},{local}").Value.Log.SignedAt);

    private static ParsedRow<LogRow> Read(string header, string row) =>
        Assert.Single(LogRows.Read(CsvFile.Open(Encoding.UTF8.GetBytes($"{header}\n{row}\n"), LogRows.Format), _newYork));
}

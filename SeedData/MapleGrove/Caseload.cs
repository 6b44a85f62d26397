namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Who gives which service to whom, and how often: from it come the grid rows of the plans and the sessions of October.</summary>
internal static class Caseload
{
    private const string SeriesTable = """
        P101 SPEECH     individual TwiceWeekly      1001
        P101 SPEECH     individual TwoPerWeek       1002
        P101 SPEECH     individual HourPerWeek      1003
        P101 SPEECH     individual YearlyMinutes    1004
        P101 SPEECH     individual SevenInNineWeeks 1005
        P101 SPEECH     individual TwiceWeekly      1006
        P101 SPEECH     group      TwoPerWeek       1007 1008 1009
        P101 SPEECH     group      TwoPerWeek       1010 1011 1013
        P101 SPEECH     group      TwoPerWeek       1014 1015 1020
        P101 SPEECH     group      TwoPerWeek       1016 1017 3022
        P101 SPEECH     individual HalfHourPerWeek  3003
        P101 SPEECH     individual HalfHourPerWeek  3010
        P101 SPEECH     individual HalfHourPerWeek  3016
        P102 SPEECH     individual TwiceWeekly      2001
        P102 SPEECH     individual TwiceWeekly      2002
        P102 SPEECH     individual ThreeInFourWeeks 2003
        P102 SPEECH     individual TwoPerWeek       2004
        P102 SPEECH     individual SixDayCycle      2005
        P102 SPEECH     individual TwiceWeekly      2006
        P102 SPEECH     group      TwoPerWeek       2007 2008 2009 2010
        P102 SPEECH     individual HalfHourPerWeek  3006
        P102 SPEECH     individual HalfHourPerWeek  3011
        P102 SPEECH     individual HalfHourPerWeek  3017
        P103 SPEECH     individual TwiceWeekly      1018
        P103 SPEECH     individual TwiceWeekly      1019
        P103 SPEECH     individual HourPerWeek      1021
        P103 SPEECH     individual TwoPerWeek       1022
        P103 SPEECH     individual HourPerMonth     1023
        P103 SPEECH     individual TwiceWeekly      1025
        P103 SPEECH     individual HalfHourPerWeek  3005
        P104 OT         individual HourPerWeek      1001
        P104 OT         individual TwiceWeekly      1003
        P104 OT         individual TwoPerWeek       1005
        P104 OT         individual HourPerWeek      1020
        P104 OT         group      TwoPerWeek       1007 1010
        P104 OT         individual TwiceWeekly      2002
        P104 OT         individual YearlyMinutes    2003
        P104 OT         individual HourPerWeek      2005
        P104 OT         individual HalfHourPerWeek  3002
        P104 OT         individual HalfHourPerWeek  3012
        P104 OT         individual HalfHourPerWeek  3015
        P105 OT         individual TwiceWeekly      1009
        P105 OT         individual TwoPerWeek       1011
        P105 OT         individual HourPerWeek      1019
        P105 OT         individual TwiceWeekly      1026
        P105 OT         individual TwiceWeekly      2007
        P105 OT         individual EveryTwoWeeks    2008
        P105 OT         individual HourPerWeek      2009
        P105 OT         individual HalfHourPerWeek  3009
        P105 OT         individual HalfHourPerWeek  3018
        P106 PT         individual TwiceWeekly      1002
        P106 PT         individual TwoPerWeek       1004
        P106 PT         individual TwiceWeekly      1020
        P106 PT         individual HourPerWeek      2004
        P106 PT         individual TwiceWeekly      2001
        P106 PT         individual HalfHourPerWeek  3004
        P106 PT         individual HalfHourPerWeek  3014
        P107 PT         individual TwiceWeekly      1006
        P107 PT         individual TwoPerWeek       1021
        P107 PT         individual HourPerWeek      1025
        P107 PT         individual TwiceWeekly      2005
        P107 PT         individual HalfHourPerWeek  3007
        P107 PT         individual HalfHourPerWeek  3019
        P108 NURSING    individual Daily            1013
        P108 NURSING    individual Daily            1014
        P108 NURSING    individual Daily            1002
        P108 NURSING    individual Daily            1008
        P108 NURSING    individual HalfHourPerWeek  3020
        P109 NURSING    individual Daily            2013
        P109 NURSING    individual Daily            2010
        P109 NURSING    individual ThricePerWeek    2006
        P110 COUNSELING individual TwiceWeekly      1015
        P110 COUNSELING individual OncePerWeek      1022
        P110 COUNSELING individual HourPerWeek      1026
        P110 COUNSELING individual TwiceWeekly      2011
        P110 COUNSELING individual OncePerWeek      2012
        P110 COUNSELING individual TwoPerWeek       2014
        P110 COUNSELING individual HalfHourPerWeek  3001
        P110 COUNSELING individual HalfHourPerWeek  3008
        P110 COUNSELING individual HalfHourPerWeek  3013
        P110 COUNSELING individual HalfHourPerWeek  3021
        P111 PERSONAL_CARE individual ThricePerWeek 1004
        P111 PERSONAL_CARE individual ThricePerWeek 1021
        P111 PERSONAL_CARE individual ThricePerWeek 1023
        P111 PERSONAL_CARE individual ThricePerWeek 1020
        P108 NURSING    individual Daily            1018
        P108 NURSING    individual Daily            1019
        P109 NURSING    individual Daily            2012
        P103 SPEECH     individual TwiceWeekly      1026
        P102 SPEECH     individual TwoPerWeek       2013
        P102 SPEECH     individual TwoPerWeek       2014
        P102 SPEECH     individual HalfHourPerWeek  3025
        P110 COUNSELING individual HalfHourPerWeek  3026
        P107 PT         individual HalfHourPerWeek  3027
        P105 OT         individual HalfHourPerWeek  3028
        P111 PERSONAL_CARE individual HalfHourPerWeek 3029
        P111 PERSONAL_CARE individual HalfHourPerWeek 3030
        """;

    /// <summary>Providers of both schools: at the elementary school on Monday, Wednesday and Friday, at the other on Tuesday and Thursday.</summary>
    private static readonly string[] _itinerant = ["P104", "P105", "P106", "P107", "P110"];

    private static readonly Dictionary<string, Cadence> _cadences = new(StringComparer.Ordinal)
    {
        ["TwiceWeekly"] = Cadence.TwiceWeekly,
        ["TwoPerWeek"] = Cadence.TwoPerWeek,
        ["ThricePerWeek"] = Cadence.ThricePerWeek,
        ["HourPerWeek"] = Cadence.HourPerWeek,
        ["OncePerWeek"] = Cadence.OncePerWeek,
        ["HalfHourPerWeek"] = Cadence.HalfHourPerWeek,
        ["HourPerMonth"] = Cadence.HourPerMonth,
        ["YearlyMinutes"] = Cadence.YearlyMinutes,
        ["ThreeInFourWeeks"] = Cadence.ThreeInFourWeeks,
        ["SevenInNineWeeks"] = Cadence.SevenInNineWeeks,
        ["EveryTwoWeeks"] = Cadence.EveryTwoWeeks,
        ["Daily"] = Cadence.Daily,
        ["SixDayCycle"] = Cadence.SixDayCycle,
    };

    public static IEnumerable<Series> Regular() =>
        Table.Of(SeriesTable).Select((cells, index) => new Series(cells[0], cells[1], cells[2], _cadences[cells[3]], cells[4..], index)
        {
            AtSchool = DaysOf(cells[0], cells[4]),
            Telehealth = (cells[1], cells[4]) is ("SPEECH", "2006") or ("COUNSELING", "2012"),
        });

    public static Func<DateOnly, bool> DaysOf(string providerNumber, string studentNumber)
    {
        var elementary = People.Pupils.First(pupil => pupil.Number == studentNumber).School == "MGE";
        return _itinerant.Contains(providerNumber)
            ? day => (day.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Wednesday or DayOfWeek.Friday) == elementary
            : static _ => true;
    }
}

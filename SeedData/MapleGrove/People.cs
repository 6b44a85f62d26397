using System.Globalization;
using MedicaidLogs.Core.Text;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Who lives, learns and works in Maple Grove. All are invented.</summary>
internal static class People
{
    /// <summary>Number, first name, last name, sex, birth date, school, diagnosis. From 3001 on each student exists for one planted fault.</summary>
    private const string StudentTable = """
        1001 Zoë        Adler       F 2018-03-14 MGE F80.2
        1002 Marcus     Bellamy     M 2017-11-02 MGE G80.1
        1003 Núria      Castell     F 2019-01-25 MGE F80.0
        1004 Theo       Dunleavy    M 2016-06-09 MGE Q90.9
        1005 Freya      Eastman     F 2018-08-30 MGE F84.0
        1006 Owen       O'Brien     M 2017-04-17 MGE F80.2
        1007 Anh        Nguyễn      F 2018-12-05 MGE F80.0
        1008 Caleb      Foss        M 2018-02-11 MGE F80.2
        1009 Imani      Greer       F 2019-05-21 MGE F82
        1010 Jonas      Hartwell    M 2017-09-08 MGE F80.0
        1011 Lucía      Núñez       F 2017-07-19 MGE F82
        1012 Elias      Ivers       M 2016-10-27 MGE F80.2
        1013 Wren       Jessup      F 2016-02-03 MGE G80.1
        1014 Rafael     Kimball     M 2015-12-12 MGE G71.01
        1015 Saoirse    Lathrop     F 2018-06-24 MGE F80.2
        1016 Desmond    Marlow      M 2019-03-09 MGE F84.0
        1017 Tilda      Nash        F 2018-10-16 MGE F80.0
        1018 Amir       Orchard     M 2017-01-30 MGE F80.0
        1019 Bethany    Pruitt      F 2016-08-13 MGE F82
        1020 Kwame      Quimby      M 2015-11-22 MGE G80.1
        1021 Helena     Rusk        F 2016-04-04 MGE G71.01
        1022 Silas      Stroud      M 2019-09-18 MGE F80.2
        1023 Odette     Tolland     F 2016-12-07 MGE F84.0
        1024 Łukasz     Urban       M 2015-05-15 MGE F80.2
        1025 Maeve      Vance       F 2016-03-26 MGE G80.1
        1026 Gideon     Weller      M 2017-10-10 MGE Q90.9
        2001 Chloé      Abbott      F 2012-02-20 MGM F80.2
        2002 Dmitri     Barlow      M 2011-09-14 MGM F84.0
        2003 Ines       Colby       F 2010-07-06 MGM F80.2
        2004 Hugo       Dwyer       M 2009-11-11 MGM G80.1
        2005 Petra      Easton      F 2012-05-28 MGM G71.01
        2006 Noel       Farnham     M 2010-01-17 MGM F80.2
        2007 Amara      Gale        F 2011-12-03 MGM F82
        2008 Tobias     Hale        M 2012-08-08 MGM F80.0
        2009 Sinéad     O'Hara      F 2011-04-23 MGM F82
        2010 Ravi       Ingram      M 2009-06-15 MGM F80.2
        2011 Dalia      Joyce       F 2008-10-29 MGM F90.2
        2012 Felix      Keating     M 2010-03-31 MGM F41.1
        2013 Maribel    Lund        F 2009-09-02 MGM E10.9
        2014 Stellan    Moore       M 2011-01-08 MGM F90.2
        3001 Brooke     Ames        F 2005-10-14 MGM F41.1
        3002 Curtis     Blaine      M 2017-02-18 MGE F82
        3003 Delphine   Crane       F 2016-09-27 MGE F80.2
        3004 Emmett     Doyle       M 2010-12-19 MGM G80.1
        3005 Flora      Esker       F 2018-05-06 MGE F80.0
        3006 Garrett    Finch       M 2011-08-21 MGM F80.2
        3007 Hazel      Goss        F 2016-11-13 MGE G80.1
        3008 Ignatius   Holt        M 2017-03-03 MGE F90.2
        3009 Josefa     Irwin       F 2012-10-01 MGM F82
        3010 Kieran     Judd        M 2018-01-12 MGE F80.2
        3011 Leonie     Kerr        F 2010-04-09 MGM F80.0
        3012 Milo       Lowell      M 2017-06-28 MGE F82
        3013 Nadia      Mercer      F 2009-02-14 MGM F41.1
        3014 Oscar      Noyes       M 2016-07-23 MGE G80.1
        3015 Phoebe     Oakes       F 2011-11-30 MGM F82
        3016 Quentin    Pike        M 2018-09-05 MGE F80.2
        3017 Rosalind   Quill       F 2010-08-16 MGM F80.0
        3018 Soren      Reeve       M 2017-12-20 MGE F82
        3019 Thea       Sawyer      F 2012-06-11 MGM G80.1
        3020 Ulric      Thorne      M 2015-10-08 MGE G71.01
        3021 Verity     Usher       F 2016-05-17 MGE F90.2
        3022 Wesley     Vail        M 2018-04-02 MGE F80.0
        3023 Xenia      Wick        F 2017-08-07 MGE F80.2
        3024 Yusuf      Yates       M 2008-01-19 MGM F80.2
        3025 Alba       Zúñiga      F 2011-03-07 MGM F80.2
        3026 Bruno      Archer      M 2012-11-24 MGM F90.2
        3027 Cora       Benton      F 2016-09-08 MGE G80.1
        3028 Dorian     Cass        M 2012-04-30 MGM S06.0X0S
        3029 Effie      Dane        F 2017-05-11 MGE G80.1
        3030 Fergus     Ellery      M 2018-03-27 MGE Q90.9
        """;

    /// <summary>Number, first name, last name, credential, supervisor. From P201 on they are substitutes from an agency.</summary>
    private const string ProviderTable = """
        P101 Maren    Keane       SLP    -
        P102 Łukasz   Wiśniewski  SLP    -
        P103 Abigail  O'Brien     SLPA   P101
        P104 Inés     Núñez       OT     -
        P105 Declan   Frost       OTA    P104
        P106 Priya    Raman       PT     -
        P107 Hanna    Lindqvist   PTA    P106
        P108 Ruth     Abernathy   RN     -
        P109 Kofi     Mensah      LPN    P108
        P110 Grace    Holloway    LCSW   -
        P111 Sam      Tuttle      AIDE   P108
        P112 Walt     Perry       DRIVER -
        P201 Colette  Marsh       SLP    -
        P202 Bram     Visser      OT     -
        P203 Joyce    Adeyemi     PT     -
        P204 Linus    Falk        LCSW   -
        P205 Nora     Whitcomb    RN     -
        P206 Colm     Devlin      OTA    P104
        P207 Ada      Byrne       PT     -
        P208 Omar     Haddad      RN     -
        P209 Nell     Shore       OT     -
        P210 Tamsin   Rowe        SLPA   -
        """;

    private static readonly string[] _streets = ["Mill Street", "Orchard Lane", "Quarry Road", "Old Post Road", "Pleasant Street", "Birch Hill Road"];

    public static readonly Pupil[] Pupils = [.. Table.Of(StudentTable).Select(Pupil.Of)];

    public static readonly ProviderRow[] Providers = [.. Table.Of(ProviderTable).Select(Provider)];

    public static string DiagnosisOf(string studentNumber) => Pupils.First(pupil => pupil.Number == studentNumber).Diagnosis;

    /// <summary>As an export writes it; empty for a number that is nobody's.</summary>
    public static string NameOf(string studentNumber) =>
        Pupils.FirstOrDefault(pupil => pupil.Number == studentNumber) is { } pupil ? $"{pupil.LastName}, {pupil.FirstName}" : "";

    public static StudentRow Student(Pupil pupil, int ordinal) => new(
        pupil.Number, pupil.LastName, pupil.FirstName, "", pupil.Born, pupil.Sex, Numbers.MedicaidId(ordinal),
        string.Create(CultureInfo.InvariantCulture, $"{12 + (ordinal * 7 % 180)} {_streets[ordinal % _streets.Length]}"), "Maple Grove", "NH", "03299",
        pupil.School, new(2024, 8, 28));

    /// <summary>On Medicaid under the very name, in the payer's capital letters.</summary>
    public static EligibilityRow Eligible(Pupil pupil, DateOnly from, DateOnly? to) =>
        new(pupil.Number, from, to, OtherCoverage: false, PayersSpelling(pupil.LastName), PayersSpelling(pupil.FirstName), pupil.Born);

    private static string PayersSpelling(string name) =>
        string.Concat(name.Select(letter => char.IsAscii(letter) ? char.ToUpperInvariant(letter).ToString() : Transliteration.Of(letter)));

    private static ProviderRow Provider(string[] cells, int ordinal)
    {
        var credential = cells[3];
        var discipline = Discipline.All.Append(Discipline.Driver).First(discipline => discipline.Credential == credential);
        return new(
            cells[0], cells[2], cells[1], Numbers.Npi(5000 + ordinal), discipline.Taxonomy, credential,
            credential is "AIDE" or "DRIVER" ? "" : $"{credential}-{31_07 + (ordinal * 113)}", new(2025, 7, 1), new(2027, 6, 30),
            cells[4] == "-" ? "" : cells[4], new(2023, 8, 14), null, new(2023, 9, 1), null, new(2026, 11, 3));
    }
}

internal sealed record Pupil(string Number, string FirstName, string LastName, string Sex, DateOnly Born, string School, string Diagnosis)
{
    public static Pupil Of(string[] cells) =>
        new(cells[0], cells[1], cells[2], cells[3], DateOnly.ParseExact(cells[4], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells[5], cells[6]);
}

/// <summary>Tables written out in code: a line for each row, cells apart by blanks.</summary>
internal static class Table
{
    public static IEnumerable<string[]> Of(string text) =>
        text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>A small list of excluded individuals in the OIG's form, all invented: strangers, namesakes, a substitute.</summary>
internal static class ExclusionList
{
    public const string Name = "leie.csv";

    /// <summary>The substitute whom the list names by NPI, and the day from which the exclusion holds.</summary>
    public const string Excluded = "P203";
    public static readonly DateOnly ExcludedFrom = new(2026, 10, 20);

    /// <summary>The substitute who shares a name with somebody on the list, and whose birth date the office does not know.</summary>
    public const string Namesake = "P209";

    private static readonly string[] _columns =
    [
        "LASTNAME", "FIRSTNAME", "MIDNAME", "BUSNAME", "GENERAL", "SPECIALTY", "UPIN", "NPI", "DOB", "ADDRESS", "CITY", "STATE", "ZIP", "EXCLTYPE", "EXCLDATE",
        "REINDATE", "WAIVERDATE", "WVRSTATE",
    ];

    public static byte[] Bytes(Draft draft)
    {
        string NpiOf(string provider) => draft.District.Providers.First(row => row.ProviderNumber == provider).Npi;
        return Csv.Bytes(
        [
            Csv.Line(_columns),
            "ADEYEMI,JOYCE,,,IND- LIC HC SERV PRO,PHYSICAL THERAPIST," + Rest(NpiOf(Excluded), "19790814", "1128a1", Csv.Text(ExcludedFrom).Replace("-", "", StringComparison.Ordinal)),
            "ABERNATHY,RUTH,,,IND- LIC HC SERV PRO,NURSE/NURSES AIDE," + Rest("0000000000", "19610309", "1128b4", "20150319", reinstated: "20200601"),
            ",,,HARBOR HOME CARE LLC,HOME HEALTH AGENCY,," + Rest(Numbers.Npi(8801), "", "1128b8", "20190820"),
            "KEANE,MAREN,,,IND- LIC HC SERV PRO,SPEECH THERAPIST," + Rest("0000000000", "19541102", "1128b4", "20180118"),
            "MENSAH,KOFI,A,,IND- LIC HC SERV PRO,NURSE/NURSES AIDE," + Rest(Numbers.Npi(8802), "19720726", "1128a2", "20210520"),
            "QUILTY,ROSE,,,IND- LIC HC SERV PRO,NURSE/NURSES AIDE," + Rest("0000000000", "19670101", "1128b4", "20101220"),
            "SHORE,NELL,B,,IND- LIC HC SERV PRO,OCCUPATIONAL THERAP," + Rest("0000000000", "19700203", "1128b4", "20240520"),
            "TOLLIVER,GRANT,,,IND- LIC HC SERV PRO,PHYSICIAN (MD DO)," + Rest("0000000000", "19580630", "1128a1", "20080720", waived: "20090101", waiverState: "NH"),
        ]);
    }

    private static string Rest(string npi, string born, string type, string excluded, string reinstated = "00000000", string waived = "00000000", string waiverState = "") =>
        $",{npi},{born},1 MAIN STREET,CONCORD,NH,03301,{type},{excluded},{reinstated},{waived},{waiverState}";
}

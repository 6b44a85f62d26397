using System.Text;
using MedicaidLogs.Ingest.Screening;

namespace MedicaidLogs.Ingest.Tests.Screening;

/// <summary>Lists as the OIG publishes them, for tests.</summary>
internal static class Leie
{
    public const string Header =
        "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE";

    public static string Line(
        string last = "SHORE", string first = "NELL", string npi = "0000000000", string born = "19700203", string excluded = "20240520",
        string reinstated = "00000000", string waived = "00000000", string waiverState = "") =>
        $"{last},{first},,,IND- LIC HC SERV PRO,NURSE/NURSES AIDE,,{npi},{born},1 MAIN ST,CONCORD,NH,03301,1128b4,{excluded},{reinstated},{waived},{waiverState}";

    public static byte[] Bytes(params IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Prepend(Header)) + "\r\n");

    public static List<LeieRecord> Read(params IEnumerable<string> lines) => LeieFile.Read(Bytes(lines));
}

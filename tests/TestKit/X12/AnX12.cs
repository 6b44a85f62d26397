using System.Text;
using MedicaidLogs.Billing.X12;
using Xunit;

namespace MedicaidLogs.TestKit.X12;

/// <summary>Files that a payer sends back, with true counts and numbers; a test states only what matters.</summary>
public static class AnX12
{
    public const string Isa = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*DISTRICT       *261105*0905*^*00501*000000031*0*P*:~";

    /// <summary>One file that holds a segment of every kind that is read.</summary>
    public static string EveryResponse { get; } = Interchange(
        Group("FA", "005010X231A1", Transaction("999", "0001",
            "AK1*HC*17", "AK2*837*0001", "IK3*NM1*21*2010*8", "CTX*CLM01:C1", "IK4*5:2:1*67*7*X", "CTX*SITUATIONAL TRIGGER*SV1*30*2400", "IK5*R*5", "AK9*R*1*1*0")),
        Group("HN", "005010X214", Transaction("277", "0002",
            "BHT*0085*08*RPT1*20261106*1025*TH", "HL*1**20*1", "NM1*PR*2*STATE MEDICAID*****PI*NHMMIS", "HL*2*1*21*1", "NM1*41*2*MAPLE GROVE*****46*SUB1",
            "TRN*2*BATCH7", "STC*A1:19:PR*20261106*WQ*45.5", "QTY*90*1", "AMT*YU*45.5", "HL*3*2*19*1", "NM1*85*2*MAPLE GROVE*****XX*1234567893", "HL*4*3*PT",
            "NM1*QC*1*DOE*JANE****MI*12345678901", "TRN*2*C1", "STC*A2:20*20261106*WQ*45.5******A2:20", "REF*1K*P1", "DTP*472*D8*20261005",
            "SVC*HC:92507*45.5", "STC*A2:20", "REF*FJ*L1")),
        Group("HP", "005010X221A1", Transaction("835", "0003",
            "BPR*I*70.5*C*ACH************20261120", "TRN*1*T1*1999999999", "N1*PR*STATE MEDICAID", "N1*PE*MAPLE GROVE*XX*1234567893", "LX*1",
            "CLP*C1*1*100*75.5**MC*P1*03*1", "CAS*PR*3*4.5", "NM1*QC*1*DOE*JANE", "MOA***N25", "REF*EA*R1", "DTM*232*20261005", "AMT*AU*100",
            "SVC*HC:92507*100*80**1", "DTM*472*20261005", "CAS*CO*45*10**253*10", "REF*6R*L1", "LQ*HE*N130", "PLB*1234567893*20261231*WO:C1*5")));

    public static string Ack999(params string[] segments) => Interchange(Group("FA", "005010X231A1", Transaction("999", "0001", segments)));

    public static string Ack277CA(params string[] segments) => Interchange(Group("HN", "005010X214", Transaction("277", "0001", segments)));

    public static string Remit(params string[] segments) => Interchange(Group("HP", "005010X221A1", Transaction("835", "0001", segments)));

    /// <summary>One payment of these claims.</summary>
    public static string Payment(string amount, params string[] claimsAndAdjustments) =>
        Remit([
            $"BPR*I*{amount}*C*ACH************20261120", "TRN*1*TRACE1*1999999999", "N1*PR*STATE MEDICAID", "N1*PE*MAPLE GROVE*XX*1234567893", "LX*1",
            .. claimsAndAdjustments,
        ]);

    public static string Interchange(params string[] groups) => $"{Isa}{string.Concat(groups)}IEA*{groups.Length}*000000031~";

    public static string Group(string kind, string version, params string[] transactions) =>
        $"GS*{kind}*PAYER*DISTRICT*20261105*0905*7*X*{version}~{string.Concat(transactions)}GE*{transactions.Length}*7~";

    public static string Transaction(string kind, string number, params string[] segments) =>
        $"ST*{kind}*{number}~{string.Concat(segments.Select(segment => segment + "~"))}SE*{segments.Length + 2}*{number}~";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static List<ResponsePart> Parts(string text) => Parts(Bytes(text));

    public static List<ResponsePart> Parts(byte[] bytes) => [.. ResponseFile.Read(new MemoryStream(bytes))];

    /// <summary>The one part of its kind.</summary>
    public static T Only<T>(string text)
        where T : ResponsePart =>
        Assert.Single(Parts(text).OfType<T>());

    public static X12Refusal Refusal(string text) => Assert.Throws<X12RefusedException>(() => Parts(text)).Refusal;
}

using System.Text;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>Files that a payer sends back, with true counts and numbers; a test states only what matters.</summary>
internal static class AnX12
{
    public const string Isa = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*DISTRICT       *261105*0905*^*00501*000000031*0*P*:~";

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

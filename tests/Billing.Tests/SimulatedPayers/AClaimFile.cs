using MedicaidLogs.Billing.Tests.X12;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.SimulatedPayers;

/// <summary>Files of ours for a payer: one claim for each group of lines, of one student.</summary>
internal static class AClaimFile
{
    /// <summary>Claims CL0001 with line L0001, CL0002 with L0002… each of 45.50.</summary>
    public static byte[] OfClaims(int count) => Of([.. Enumerable.Range(1, count).Select(number => An837P.Claim(An837P.Line(number)))]);

    /// <summary>One claim, CL0001, with lines L0001, L0002… each of 45.50.</summary>
    public static byte[] OfLines(int count) => Of(Claim(count));

    public static Claim837P Claim(int lines) => An837P.Claim([.. Enumerable.Range(1, lines).Select(An837P.Line)]);

    public static byte[] Of(params Claim837P[] claims) => Numbered(17, claims);

    public static byte[] Numbered(int interchange, params Claim837P[] claims) => Numbered(interchange, An837P.Student(claims));

    public static byte[] Numbered(int interchange, params Subscriber837P[] students) =>
        An837P.Bytes(An837P.File(students) with { Envelope = An837P.Envelope with { InterchangeNumber = interchange, GroupNumber = interchange } });

    /// <summary>Two transactions, of claim CL0001 and of CL0002.</summary>
    public static byte[] OfTwoBatches() => An837P.Bytes(An837P.Of(
        An837P.Transaction(An837P.Student(An837P.Claim(An837P.Line(1)))),
        An837P.Transaction(An837P.Student(An837P.Claim(An837P.Line(2))) with { MedicaidId = An837P.Medicaid("12345678902") }) with { ControlNumber = 2, BatchId = "MG-2026-10-2" }));
}

using System.Text;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>Cuts one claim out of a claim file as it went out: its own segments, and before them those that they hang on.</summary>
/// <remarks>Envelope, transaction with billing provider and payer, student, claim; one segment a line, without trailers: they count the whole file.</remarks>
internal static class ClaimSegments
{
    private enum Level
    {
        Interchange,
        Transaction,
        Student,
        Claim,
    }

    /// <returns>Null where the file has no such claim.</returns>
    public static string? Of(Stream file, string claimNumber)
    {
        var x12 = new X12Reader(file);
        var parts = Enum.GetValues<Level>().Select(_ => new StringBuilder()).ToArray();
        var (level, found) = (Level.Interchange, false);
        while (x12.Read())
        {
            var segment = x12.Segment;
            var begins = Begins(segment);
            if (found && (begins is not null || segment.Is("SE"u8)))
            {
                return string.Concat<StringBuilder>(parts);
            }

            level = begins ?? level;
            foreach (var part in begins is null ? [] : parts.AsSpan((int)level))
            {
                part.Clear();
            }

            Append(parts[(int)level], segment, x12.Separators);
            found = level == Level.Claim && (found || Encoding.ASCII.GetString(segment[1]) == claimNumber);
        }

        return null;
    }

    private static Level? Begins(X12Segment segment) =>
        segment.Is("ISA"u8) ? Level.Interchange
        : segment.Is("ST"u8) ? Level.Transaction
        : segment.Is("HL"u8) && segment[3].SequenceEqual("22"u8) ? Level.Student
        : segment.Is("CLM"u8) ? Level.Claim
        : null;

    private static void Append(StringBuilder text, X12Segment segment, Separators separators)
    {
        for (var element = 0; element <= segment.Elements; element++)
        {
            _ = element == 0 ? text : text.Append(separators.Element);
            text.Append(Encoding.UTF8.GetString(segment[element]));
        }

        text.Append(separators.Terminator).Append('\n');
    }
}

using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.Web.Closing;

/// <summary>Words for the codes under which ready sessions stay out of a claim file: findings' and 837P rules'.</summary>
public static class LeftText
{
    private const string FileIsFull = "FILE_FULL"; // as Billing's runs say it

    public static string Of(string code) =>
        code == FileIsFull ? "The file is full; the next one takes them"
        : X12Rules.All.FirstOrDefault(rule => rule.Code == code) is { } rule ? rule.Title
        : FindingTexts.Of(code).Title;
}

using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>What people decided about an entry, as far as it is in force and the checks must know of it (docs/decisions.md).</summary>
/// <param name="NotBilled">Final for Medicaid, still delivered.</param>
/// <param name="DuplicateOf">The entry that is the same session; this one counts nowhere.</param>
/// <param name="Overridden">Codes of findings that do not count, if the rule pack still allows it.</param>
public sealed record OfficeDecisions(bool NotBilled, long? DuplicateOf, IReadOnlyCollection<string> Overridden)
{
    public static readonly OfficeDecisions None = new(false, null, []);

    /// <summary>The finding as it weighs: an override makes it a warning; on an entry that is never to be billed, nothing is left to fix.</summary>
    public Finding Weighed(Finding finding, Entry entry) =>
        finding.Severity == Severity.Warn ? finding
        : Overridden.Contains(finding.Code) && entry.Rules.OverrideCodes.Contains(finding.Code) ? finding with { Severity = Severity.Warn, FoundAs = finding.Severity }
        : finding.Severity == Severity.Reject && (NotBilled || DuplicateOf is not null) ? finding with { Severity = Severity.NotBillable, FoundAs = Severity.Reject }
        : finding;
}

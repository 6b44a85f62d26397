using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Web.Entries;

namespace MedicaidLogs.Web.Tests.Entries;

public sealed class CorrectionNoteTests
{
    [Theory]
    [InlineData("STU_MATCH", "", "Saved. Settled: {STU_MATCH}. Nothing stands against it any more.")]
    [InlineData("", "", "Saved.")]
    [InlineData("", "LOG_EDITED", "Saved. It must be signed again.")]
    [InlineData("LOG_UNSIGNED", "LOG_UNSIGNED", "Saved. It must be signed again.")]
    [InlineData("LOG_TIMES STU_MATCH", "STU_MATCH CAL_CLOSED", "Saved. Settled: {LOG_TIMES}. New: {CAL_CLOSED}. Still there: {STU_MATCH}.")]
    [InlineData("", "STU_MATCH CAL_CLOSED LOG_TIMES STU_ELIG CONSENT_FILE", "Saved. New: {STU_MATCH}; {CAL_CLOSED}; {LOG_TIMES}, and 2 others.")]
    public void Says_in_words_what_a_correction_came_to(string before, string after, string said)
    {
        var corrected = new CorrectionOutcome.Corrected(2, Delivered: true, Billable: true, FindingsOf(before), FindingsOf(after), []);

        Assert.Equal(
            string.Concat(said.Split('{', '}').Select((part, index) => index % 2 == 0 ? part : FindingTexts.Of(part).Title)), CorrectionNote.Of(corrected));
    }

    private static List<Finding> FindingsOf(string codes) =>
        [.. codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new Finding(1, 1, code, Severity.Reject, "date", null, null, []))];
}

using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ConsentNoticeOldTests
{
    [Theory, InlineData("2025-10-05", true), InlineData("2025-10-06", false), InlineData("2026-10-06", false)]
    public void A_notice_serves_for_a_year_to_the_day(string noticeOn, bool found) =>
        Assert.Equal(found, SessionOnTheSixthWith(Granted("2024-09-01", noticeOn)).Draws(ConsentNoticeOld.Check));

    [Theory, InlineData("2025-10-05", true), InlineData("2025-10-06", false)]
    public void Without_a_notice_the_consent_itself_counts_as_one(string consentOn, bool found) =>
        Assert.Equal(found, SessionOnTheSixthWith(Granted(consentOn, null)).Draws(ConsentNoticeOld.Check));

    [Fact]
    public void A_notice_given_after_the_session_does_not_count_for_it()
    {
        var finding = SessionOnTheSixthWith(Granted("2024-09-01", "2025-09-01"), Granted("2026-10-07", "2026-10-07")).FindingOf(ConsentNoticeOld.Check)!;

        Assert.Equal(["2025-09-01", "2026-10-06", "12"], finding.Saw);
        Assert.Equal(Severity.Warn, finding.Severity);
    }

    [Fact]
    public void The_latest_of_several_notices_counts() =>
        Assert.False(SessionOnTheSixthWith(Granted("2024-09-01", "2026-09-01"), Granted("2025-08-01", "2025-09-01")).Draws(ConsentNoticeOld.Check));

    [Fact]
    public void A_refused_consent_needs_no_notice() =>
        Assert.False(SessionOnTheSixthWith(Granted("2024-09-01", null) with { State = "refused" }).Draws(ConsentNoticeOld.Check));

    [Fact]
    public void An_old_notice_draws_this_code_and_no_other() =>
        Assert.Equal([ConsentNoticeOld.Code], SessionOnTheSixthWith(Granted("2024-09-01", "2025-09-01")).AllCodes());

    private static Consent Granted(string on, string? noticeOn) =>
        new(1, "granted", Day.Of(on), Day.OrNone(noticeOn));

    private static EntryBuilder SessionOnTheSixthWith(params Consent[] consents) =>
        An.Entry().WithStudent(student => student with { Consents = consents });
}

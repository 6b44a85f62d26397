using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CONSENT_NOTICE: the last written notice to the parents is older than a year.</summary>
/// <remarks>
/// Source: 34 CFR 300.154(d)(2)(v): notice before consent, and annually thereafter. So the consent itself counts as a notice where no
/// later one is known. Months and severity in the rule pack (<c>consent.noticeMonths</c>, <c>consent.noticeSeverity</c>).
/// </remarks>
public static class ConsentNoticeOld
{
    public const string Code = "CONSENT_NOTICE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || context.IsInFuture(entry)
            || entry.Student is not { } student || student.ConsentOn(entry.Date, entry.Rules.ConsentReleasesEarlier) is not { IsGranted: true } consent)
        {
            return; // CAL_FUTURE reports the date; CONSENT_FILE and CONSENT_STATE what is wrong with the consent itself.
        }

        var noticeOn = student.NoticeOn(entry.Date) ?? consent.EffectiveOn;
        if (noticeOn.AddMonths(entry.Rules.NoticeMonths) < entry.Date)
        {
            findings.Add(
                entry.Rules.NoticeSeverity, Code, entry, LogField.Date, RecordUsed.Of(consent), noticeOn, entry.Date, entry.Rules.NoticeMonths);
        }
    }
}

using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Web.Queue;

/// <summary>Which entries of a month a list is of. Every rejected entry is in exactly one of the first three, or with its provider and rejected.</summary>
public enum QueueTab
{
    /// <summary>Rejected, and it is the office's turn.</summary>
    Open,

    /// <summary>Returned to the provider, who has not answered yet; rejected or not.</summary>
    Returned,

    /// <summary>Rejected for nothing but a signature.</summary>
    Waiting,

    /// <summary>Claimed, and the payer rejected or denied it.</summary>
    SentBack,

    /// <summary>Final for Medicaid; nothing rejects it.</summary>
    NotBillable,

    /// <summary>Warned of; nothing stands between it and a claim.</summary>
    Warned,

    /// <summary>All that is rejected, wherever it lies.</summary>
    Rejected,
}

/// <summary>Tabs as addresses and pages write them.</summary>
public static class QueueTabs
{
    private static readonly (QueueTab Tab, string Key, string Title, Severity Look)[] _all =
    [
        (QueueTab.Open, "open", "To fix", Severity.Reject),
        (QueueTab.Returned, "returned", "With providers", Severity.Warn),
        (QueueTab.Waiting, "waiting", "To be signed", Severity.Warn),
        (QueueTab.SentBack, "sent-back", "Sent back by the payer", Severity.Reject),
        (QueueTab.NotBillable, "not-billable", "Not billable", Severity.NotBillable),
        (QueueTab.Warned, "warn", "Warnings", Severity.Warn),
        (QueueTab.Rejected, "reject", "All rejected", Severity.Reject),
    ];

    /// <summary>What signing mends, the provider's part or the supervisor's.</summary>
    public static readonly string[] OfSigning = [Unsigned.Code, EditedAfterSigning.Code, SignedBeforeEnd.Code, NotCosigned.Code];

    /// <summary>Those that a page offers side by side.</summary>
    public static IEnumerable<QueueTab> Offered => _all.Select(each => each.Tab).Where(tab => tab != QueueTab.Rejected);

    public static string Key(this QueueTab tab) => _all[(int)tab].Key;

    public static string Title(this QueueTab tab) => _all[(int)tab].Title;

    /// <summary>The weight by whose sign the tab is known.</summary>
    public static Severity Look(this QueueTab tab) => _all[(int)tab].Look;

    /// <summary>The findings that put an entry into it; null where findings do not.</summary>
    public static Severity? Weight(this QueueTab tab) => tab switch
    {
        QueueTab.Open or QueueTab.Waiting or QueueTab.Rejected => Severity.Reject,
        QueueTab.NotBillable => Severity.NotBillable,
        QueueTab.Warned => Severity.Warn,
        _ => null,
    };

    public static QueueTab? Parse(string key) => Array.FindIndex(_all, each => each.Key == key) is >= 0 and var index ? _all[index].Tab : null;

    public static QueueTab Of(Severity severity) => severity switch
    {
        Severity.NotBillable => QueueTab.NotBillable,
        Severity.Warn => QueueTab.Warned,
        _ => QueueTab.Rejected,
    };
}

using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>The severity that each planted code has under the New Hampshire rule pack.</summary>
internal static class FindingWeights
{
    private static readonly string[] _warn =
    [
        "LOG_LATE", "LOG_HOLD", "LOG_PROGRESS", "ATT_MAKEUP", "STU_DEMOG", "ORDER_SCOPE", "LOG_CLONED", "CAL_HOURS", "IEP_LOCATION", "IEP_FREQUENCY", "IEP_FREQCAP", "COTREAT", "CONSENT_NOTICE", "PROV_SUPERVISION", "PROV_BACKGROUND",
        "PROV_TRAVEL", "PROV_DAYLOAD", "TRN_COUNT", "FILE_SOON",
    ];

    private static readonly string[] _notBillable =
    [
        "ATT_NOTDELIVERED", "STU_AGE", "STU_ELIG", "STU_INSTITUTION", "CAL_ESY", "IEP_ACTIVE", "IEP_SERVICE", "IEP_ROWDATES", "IEP_MINCAP", "IEP_PLANTYPE", "IEP_CONSULT", "IEP_MEETING", "EVAL_COVERED", "EVAL_LIMIT",
        "SVC_INSTRUCTIONAL", "CONSENT_STATE", "PROV_FUNDING", "GRP_LEFTONE", "UNIT_ZERO", "TRN_SAMEDAY", "TRN_IEP", "TRN_VEHICLE", "FILE_TIMELY",
    ];

    public static Severity Of(string code) =>
        _warn.Contains(code) ? Severity.Warn : _notBillable.Contains(code) ? Severity.NotBillable : Severity.Reject;
}

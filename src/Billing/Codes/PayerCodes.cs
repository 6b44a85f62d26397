namespace MedicaidLogs.Billing.Codes;

/// <summary>Every code that payers answer with, in words for a clerk. docs/payer-codes.md lists them, and a test compares the two.</summary>
public static class PayerCodes
{
    private static readonly CodeList<AdjustmentReason> _reasons = CodeList<AdjustmentReason>.Shipped("adjustment-reasons", CodeListJson.Default.AdjustmentReasons);
    private static readonly CodeList<PayerCode> _groups = Shipped("adjustment-groups");
    private static readonly CodeList<PayerCode> _remarks = Shipped("remarks");
    private static readonly CodeList<PayerCode> _interchangeNotes = Shipped("interchange-notes");
    private static readonly CodeList<PayerCode> _segmentErrors = Shipped("segment-errors");
    private static readonly CodeList<PayerCode> _elementErrors = Shipped("element-errors");
    private static readonly CodeList<PayerCode> _transactionErrors = Shipped("transaction-errors");
    private static readonly CodeList<PayerCode> _groupErrors = Shipped("group-errors");
    private static readonly CodeList<PayerCode> _statusCategories = Shipped("status-categories");
    private static readonly CodeList<PayerCode> _statuses = Shipped("statuses");
    private static readonly CodeList<PayerCode> _remitStatuses = Shipped("remit-statuses");
    private static readonly CodeList<PayerCode> _providerAdjustments = Shipped("provider-adjustments");
    private static readonly CodeList<PayerCode> _delayReasons = Shipped("delay-reasons");
    private static readonly CodeList<PayerCode> _frequencies = Shipped("frequencies");

    /// <summary>All reasons, by code.</summary>
    public static CodeListFile<AdjustmentReason> Reasons => _reasons.File;

    /// <summary>All other lists, in the order of the document.</summary>
    public static IReadOnlyList<CodeListFile<PayerCode>> Lists { get; } =
    [
        _groups.File, _remarks.File, _interchangeNotes.File, _segmentErrors.File, _elementErrors.File, _transactionErrors.File, _groupErrors.File,
        _statusCategories.File, _statuses.File, _remitStatuses.File, _providerAdjustments.File, _delayReasons.File, _frequencies.File,
    ];

    /// <summary>A reason of an adjustment: CAS02 and the like.</summary>
    public static AdjustmentReason Carc(string code) => _reasons.Of(code);

    /// <summary>A remark: LQ02, MIA, MOA.</summary>
    public static PayerCode Rarc(string code) => _remarks.Of(code);

    /// <summary>Who an adjustment is laid to: CAS01.</summary>
    public static PayerCode AdjustmentGroup(string code) => _groups.Of(code);

    /// <summary>TA105.</summary>
    public static PayerCode InterchangeNote(string code) => _interchangeNotes.Of(code);

    /// <summary>IK304.</summary>
    public static PayerCode SegmentError(string code) => _segmentErrors.Of(code);

    /// <summary>IK403.</summary>
    public static PayerCode ElementError(string code) => _elementErrors.Of(code);

    /// <summary>IK502 to IK506.</summary>
    public static PayerCode TransactionError(string code) => _transactionErrors.Of(code);

    /// <summary>AK905 to AK909.</summary>
    public static PayerCode GroupError(string code) => _groupErrors.Of(code);

    /// <summary>The first component of STC01, 10 and 11.</summary>
    public static PayerCode StatusCategory(string code) => _statusCategories.Of(code);

    /// <summary>The second component of STC01, 10 and 11.</summary>
    public static PayerCode Status(string code) => _statuses.Of(code);

    /// <summary>CLP02.</summary>
    public static PayerCode RemitStatus(string code) => _remitStatuses.Of(code);

    /// <summary>PLB03-1 and the like.</summary>
    public static PayerCode ProviderAdjustment(string code) => _providerAdjustments.Of(code);

    /// <summary>CLM20, which we send.</summary>
    public static PayerCode DelayReason(string code) => _delayReasons.Of(code);

    /// <summary>CLM05-3, which we send, and CLP09, which comes back.</summary>
    public static PayerCode Frequency(string code) => _frequencies.Of(code);

    /// <summary>What an adjustment makes of the money: the reason decides, and the group where the reason leaves room.</summary>
    /// <remarks>
    /// A refusal stays one in any group: a payer who lays it to the patient (PR) still has not paid, and no family is asked.
    /// Otherwise PR is the patient's, and CR takes back.
    /// </remarks>
    public static AdjustmentKind KindOf(string group, string carc) => (group, Carc(carc).Kind) switch
    {
        ("CR", _) => AdjustmentKind.TakenBack,
        ("PR", not AdjustmentKind.Denied) => AdjustmentKind.Patient,
        (_, var kind) => kind,
    };

    private static CodeList<PayerCode> Shipped(string name) => CodeList<PayerCode>.Shipped(name, CodeListJson.Default.PayerCodes);
}

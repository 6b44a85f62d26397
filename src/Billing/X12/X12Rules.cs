namespace MedicaidLogs.Billing.X12;

/// <summary>Every rule that <see cref="Validator837P"/> checks. docs/x12-rules.md explains them, and a test compares the two.</summary>
/// <remarks>Rules that the model's types or the writer make impossible to break stand in the document alone.</remarks>
public static class X12Rules
{
    public static readonly X12Rule InterchangeId = new(1, "X12_ISA_ID", "Interchange ids have 1 to 15 characters and a known qualifier, group ids 2 to 15.");
    public static readonly X12Rule Separators = new(2, "X12_SEPARATORS", "The four separators differ and are no letters, digits, spaces, points or signs.");
    public static readonly X12Rule InterchangeNumber = new(4, "X12_ISA_NUMBER", "The interchange control number lies between 1 and 999999999.");
    public static readonly X12Rule GroupNumber = new(6, "X12_GS_NUMBER", "The group control number lies between 1 and 999999999.");
    public static readonly X12Rule TransactionNumber = new(7, "X12_ST_NUMBER", "Transaction control numbers lie between 1 and 999999999 and are unique in the file.");
    public static readonly X12Rule BatchId = new(9, "X12_BATCH_ID", "Batch ids have 1 to 30 characters and are unique in the file.");
    public static readonly X12Rule SeparatorInData = new(10, "X12_SEPARATOR", "No separator stands inside data: X12 has no escape.");
    public static readonly X12Rule Characters = new(12, "X12_CHARACTERS", "Every character is in the payer's character set or has a Latin equivalent.");
    public static readonly X12Rule Amount = new(14, "X12_AMOUNT", "Amounts lie between 0 and 99999999.99, adjustments also below zero.");
    public static readonly X12Rule Length = new(15, "X12_LENGTH", "Ids, addresses and notes fit their elements; only names are shortened.");
    public static readonly X12Rule Required = new(15, "X12_REQUIRED", "A required element has a value.");
    public static readonly X12Rule SubscriberAddress = new(18, "X12_SUBSCRIBER_ADDRESS", "The student's address has street, city, state and ZIP code.");
    public static readonly X12Rule BirthDate = new(18, "X12_BIRTH_DATE", "The student's birth date is known and not in the future.");
    public static readonly X12Rule GroupName = new(19, "X12_GROUP_NAME", "A group name is sent only without a group number.");
    public static readonly X12Rule FilingIndicator = new(19, "X12_FILING_INDICATOR", "SBR09 is a claim filing indicator of the code list.");
    public static readonly X12Rule Contact = new(20, "X12_CONTACT", "A contact has a telephone number of ten digits or an e-mail address; an extension follows a number.");
    public static readonly X12Rule BillingAddress = new(21, "X12_BILLING_ADDRESS", "The billing provider's address is a complete street address, no PO box.");
    public static readonly X12Rule BillingZip = new(21, "X12_BILLING_ZIP", "The ZIP codes of billing provider and facility have nine digits.");
    public static readonly X12Rule State = new(21, "X12_STATE", "A state is one of the postal service's two-letter codes.");
    public static readonly X12Rule TaxId = new(22, "X12_TAX_ID", "The billing provider has a tax id of nine digits.");
    public static readonly X12Rule Npi = new(23, "X12_NPI", "Every provider has a valid NPI, or for an atypical provider the payer's number.");
    public static readonly X12Rule Taxonomy = new(24, "X12_TAXONOMY", "Taxonomy codes, of the billing provider and of a rendering provider, have ten characters where they are sent.");
    public static readonly X12Rule SameRendering = new(26, "X12_SAME_RENDERING", "A rendering provider is sent only where it differs: the claim's from the billing provider, the line's from the claim's.");
    public static readonly X12Rule SameFacility = new(26, "X12_SAME_FACILITY", "A service facility is sent only where it is not the billing provider's address.");
    public static readonly X12Rule ClaimNumber = new(27, "X12_CLAIM_NUMBER", "Claim numbers have 1 to 20 characters and are unique in the file.");
    public static readonly X12Rule ClaimTotal = new(28, "X12_CLAIM_TOTAL", "The claim's charge is the sum of its lines, in cents.");
    public static readonly X12Rule PlaceOfService = new(29, "X12_PLACE_OF_SERVICE", "A place of service has two digits, and stands on a line only where it differs from the claim's.");
    public static readonly X12Rule Frequency = new(29, "X12_FREQUENCY", "The frequency is 1, 7 or 8.");
    public static readonly X12Rule PayerClaimNumber = new(29, "X12_PAYER_CLAIM_NUMBER", "Replacements and voids carry the payer's claim number, originals do not.");
    public static readonly X12Rule DelayReason = new(31, "X12_DELAY_REASON", "A delay reason is of the code list; claims older than the payer's limit have one.");
    public static readonly X12Rule Diagnoses = new(32, "X12_DIAGNOSES", "A claim has 1 to 12 diagnoses, none twice.");
    public static readonly X12Rule DiagnosisInForce = new(32, "X12_DIAGNOSIS_IN_FORCE", "Each diagnosis code is valid on the claim's dates.");
    public static readonly X12Rule ClaimDate = new(33, "X12_CLAIM_DATE", "Dates of the claim have a known qualifier, each once, and are not in the future.");
    public static readonly X12Rule NoteKind = new(33, "X12_NOTE_KIND", "A note is of a kind that its loop allows.");
    public static readonly X12Rule ClaimCount = new(34, "X12_CLAIM_COUNT", "A subscriber has 1 to 100 claims, a transaction at most 5,000 or the payer's fewer.");
    public static readonly X12Rule LineCount = new(35, "X12_LINE_COUNT", "A claim has 1 to 50 lines, or the payer's fewer.");
    public static readonly X12Rule Procedure = new(36, "X12_PROCEDURE", "A procedure has five letters and digits.");
    public static readonly X12Rule Modifiers = new(36, "X12_MODIFIERS", "At most four modifiers of two letters or digits, none twice.");
    public static readonly X12Rule Units = new(37, "X12_UNITS", "Units are more than zero.");
    public static readonly X12Rule Pointers = new(38, "X12_POINTERS", "A line points to 1 to 4 of the claim's diagnoses, none twice.");
    public static readonly X12Rule ServiceDate = new(39, "X12_SERVICE_DATE", "A service date is not in the future and not before birth.");
    public static readonly X12Rule LineNumber = new(40, "X12_LINE_NUMBER", "Every line has a number of its own, of at most 30 characters.");
    public static readonly X12Rule RepeatedLine = new(42, "X12_REPEATED_LINE", "The same student, date, procedure and modifiers stand on one line: merge the units.");
    public static readonly X12Rule OtherPayer = new(43, "X12_OTHER_PAYER", "Another payer has its own place in line, relation, filing indicator, member and payer ids, and a date of payment.");
    public static readonly X12Rule Adjustment = new(43, "X12_ADJUSTMENT", "An adjustment has a group, a reason and an amount other than zero.");
    public static readonly X12Rule ClaimBalance = new(43, "X12_COB_CLAIM", "What another payer paid and adjusted is the claim's charge.");
    public static readonly X12Rule LineBalance = new(43, "X12_COB_LINE", "What another payer paid and adjusted on a line is the line's charge.");

    public static IReadOnlyList<X12Rule> All { get; } =
    [
        InterchangeId, Separators, InterchangeNumber, GroupNumber, TransactionNumber, BatchId,
        SeparatorInData, Characters, Amount, Length, Required,
        SubscriberAddress, BirthDate, GroupName, FilingIndicator,
        Contact, BillingAddress, BillingZip, State, TaxId, Npi, Taxonomy, SameRendering, SameFacility,
        ClaimNumber, ClaimTotal, PlaceOfService, Frequency, PayerClaimNumber, DelayReason,
        Diagnoses, DiagnosisInForce, ClaimDate, NoteKind, ClaimCount,
        LineCount, Procedure, Modifiers, Units, Pointers, ServiceDate, LineNumber, RepeatedLine,
        OtherPayer, Adjustment, ClaimBalance, LineBalance,
    ];
}

using System.Globalization;
using System.Text;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>Other payments files: a row with the student, date, procedure and payer of an earlier one corrects it; nothing is taken away.</summary>
/// <remarks>The claim carries a row in loops 2320 to 2430 of the 837P; lengths are those of its elements.</remarks>
public sealed class OtherPaymentsKind : IFileKind
{
    private const int MaxAdjustments = 12;
    private const int MaxAdjustmentsCharacters = 400;
    private const string UsualFilingIndicator = "CI"; // Commercial insurance.

    private static readonly FileFormat _format = new("other-payments");

    private static readonly Column _studentNumber = _format.Required("student_number", maxCharacters: 40);
    private static readonly Column _date = _format.Required("date");
    private static readonly Column _procedure = _format.Required("procedure", maxCharacters: 5);
    private static readonly Column _payerId = _format.Required("payer_id", maxCharacters: 80);
    private static readonly Column _payerName = _format.Required("payer_name", maxCharacters: 60);
    private static readonly Column _asked = _format.Optional("asked");
    private static readonly Column _filingIndicator = _format.Optional("filing_indicator", maxCharacters: 2);
    private static readonly Column _memberId = _format.Required("member_id", maxCharacters: 80);
    private static readonly Column _relationship = _format.Required("relationship");
    private static readonly Column _insuredLastName = _format.Optional("insured_last_name", maxCharacters: 60);
    private static readonly Column _insuredFirstName = _format.Optional("insured_first_name", maxCharacters: 35);
    private static readonly Column _payerClaimNumber = _format.Optional("payer_claim_number", maxCharacters: 50);
    private static readonly Column _paidOn = _format.Required("paid_on");
    private static readonly Column _paid = _format.Required("paid");
    private static readonly Column _adjustments = _format.Optional("adjustments", MaxAdjustmentsCharacters);

    private static readonly Words<long> _places = new(("first", 1), ("second", 2));

    /// <summary>X12 code list 1069: what the student is to the insured person.</summary>
    private static readonly Words<string> _relationships = new(("self", "18"), ("child", "19"), ("spouse", "01"), ("other", "G8"));

    private static readonly RecordTables<Row> _payments = new(new RecordTable<Row>(
        "intake.other_payment",
        Key:
        [
            new("student_id", row => row.StudentId),
            new("service_date", row => row.Date),
            new("procedure", row => row.Procedure),
            new("payer_id", row => row.PayerId),
        ],
        Said:
        [
            new("payer_name", row => row.PayerName),
            new("asked_as", row => row.AskedAs),
            new("filing_indicator", row => row.FilingIndicator),
            new("member_id", row => row.MemberId),
            new("relationship", row => row.Relationship),
            new("insured_last_name", row => row.InsuredLastName),
            new("insured_first_name", row => row.InsuredFirstName),
            new("payer_claim_number", row => row.PayerClaimNumber),
            new("paid_on", row => row.PaidOn),
            new("paid_cents", row => row.PaidCents),
            new("adjustments", row => row.Adjustments),
        ])
    {
        Id = ("other_payment_id", "other-payment"),
        NamesFile = true,
    });

    public FileFormat Format => _format;

    public void Try(RowReader row) => Read(row);

    public async Task<IntakeResult> TakeInAsync(IntakeContext intake, CsvFile file, CancellationToken cancellationToken)
    {
        var rows = new FileRows<Row>(file, intake.District.Zone, Read);
        rows.DropRepeats();
        rows.RejectContradictions(
            row => (row.StudentNumber, row.Date, row.Procedure, row.PayerId), row => row, "It says other things of the payment than an earlier row");
        await Numbers.FindStudentsAsync(intake, rows, cancellationToken);
        return await _payments.TakeInAsync(intake, rows, cancellationToken);
    }

    private static Row Read(RowReader row)
    {
        var read = new Row(row.Text(_studentNumber))
        {
            Date = row.Date(_date),
            Procedure = row.Procedure(_procedure),
            PayerId = row.Text(_payerId),
            PayerName = row.Text(_payerName),
            AskedAs = row.WordOr(_asked, _places, 1),
            FilingIndicator = row.TextOrNull(_filingIndicator)?.ToUpperInvariant() ?? UsualFilingIndicator,
            MemberId = row.Text(_memberId),
            Relationship = row.Word(_relationship, _relationships) ?? "",
            InsuredLastName = row.TextOrNull(_insuredLastName),
            InsuredFirstName = row.TextOrNull(_insuredFirstName),
            PayerClaimNumber = row.TextOrNull(_payerClaimNumber),
            PaidOn = row.Date(_paidOn),
            PaidCents = row.CentsOrNothing(_paid),
            Adjustments = Adjustments(row),
        };
        if (read.FilingIndicator.Length != 2 || !read.FilingIndicator.All(char.IsAsciiLetterOrDigit))
        {
            row.Reject(_filingIndicator, "is not a code of two letters and digits like CI");
        }

        row.DemandOrder(_date, read.Date, _paidOn, read.PaidOn);
        return read;
    }

    /// <summary>Each as group:reason:cents, separated by blanks.</summary>
    private static string Adjustments(RowReader row)
    {
        var parts = row.List(_adjustments);
        var read = parts.Select(Adjustment).OfType<string>().ToArray();
        if (read.Length < parts.Length || parts.Length > MaxAdjustments)
        {
            row.Reject(_adjustments, $"is not a list of at most {MaxAdjustments} such as CO:45:12.50;PR:3:20.00");
        }

        return string.Join(' ', read);
    }

    private static string? Adjustment(string part) =>
        part.ToUpperInvariant().Split(':', StringSplitOptions.TrimEntries) is
            [var group, { Length: > 0 and <= 5 } reason, var amount]
        && group is ("CO" or "CR" or "OA" or "PI" or "PR")
        && reason.All(char.IsAsciiLetterOrDigit)
        && Dollars.TryReadCents(Encoding.UTF8.GetBytes(amount), out var cents) && cents > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{group}:{reason}:{cents}")
            : null;

    private sealed record Row(string StudentNumber) : StudentRow(StudentNumber)
    {
        public required DateOnly Date { get; init; }

        public required string Procedure { get; init; }

        public required string PayerId { get; init; }

        public required string PayerName { get; init; }

        public required long AskedAs { get; init; }

        public required string FilingIndicator { get; init; }

        public required string MemberId { get; init; }

        public required string Relationship { get; init; }

        public required string? InsuredLastName { get; init; }

        public required string? InsuredFirstName { get; init; }

        public required string? PayerClaimNumber { get; init; }

        public required DateOnly PaidOn { get; init; }

        public required long PaidCents { get; init; }

        public required string Adjustments { get; init; }
    }
}

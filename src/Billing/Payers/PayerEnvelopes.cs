using System.Text.RegularExpressions;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Payers;

/// <summary>An edition in the words of the 837P model.</summary>
public static class PayerEnvelopes
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    extension(PayerEdition edition)
    {
        public X12Syntax Syntax => new(
            new(edition.Interchange.Separators[0], edition.Interchange.Separators[1], edition.Interchange.Separators[2], edition.Interchange.Separators[3]),
            edition.Interchange.ExtendedCharacters ? CharacterSet.Extended : CharacterSet.Basic,
            edition.Interchange.NewlineAfterSegment);

        /// <summary>Compile it once for many ids: <see cref="MedicaidId.TryParse"/> takes it.</summary>
        public Regex MedicaidIdRegex => new(edition.MedicaidIdPattern, RegexOptions.CultureInvariant, MatchLimit);

        public Receiver ClaimReceiver => new(edition.Receiver.Name, edition.Receiver.Id);

        public Payer ClaimPayer => new(edition.Payer.Name, edition.Payer.Id, edition.Payer.BillingProviderId);

        /// <param name="number">For ISA and GS alike, from the store, never used before.</param>
        /// <param name="createdDate">Today in the district's time zone.</param>
        /// <param name="createdTime">To the minute.</param>
        public Envelope Envelope(int number, DateOnly createdDate, TimeOnly createdTime) => new()
        {
            Sender = new(edition.Interchange.SenderQualifier, edition.Interchange.SenderId),
            Receiver = new(edition.Interchange.ReceiverQualifier, edition.Interchange.ReceiverId),
            GroupSender = edition.Interchange.GroupSender,
            GroupReceiver = edition.Interchange.GroupReceiver,
            InterchangeNumber = number,
            GroupNumber = number,
            CreatedDate = createdDate,
            CreatedTime = createdTime,
            Usage = edition.Interchange.Production ? Usage.Production : Usage.Test,
            AskForTa1 = edition.Interchange.AskForTa1,
            Syntax = edition.Syntax,
        };

        /// <param name="today">In the district's time zone.</param>
        /// <param name="diagnosisInForce">The diagnosis code set.</param>
        public ValidationContext837P Validation(DateOnly today, Func<Icd10, DateOnly, bool> diagnosisInForce) => new()
        {
            Today = today,
            DiagnosisInForce = diagnosisInForce,
            MaxLinesPerClaim = edition.Claims.LinesPerClaim,
            MaxClaimsPerTransaction = edition.Claims.ClaimsPerTransaction,
            DelayReasonAfterDays = edition.Claims.DelayReasonAfterDays,
        };
    }
}

using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>005010X214, as a payer writes it: one batch for each transaction of ours.</summary>
internal sealed class Write277CA(PayerFile file, PayerStyle style, DateOnly on)
{
    private const string Version = "005010X214";

    private int _levels;

    public void Batches(Envelope ours, IReadOnlyList<(Transaction837P Transaction, IReadOnlyList<AnsweredAs> Claims)> batches)
    {
        file.OpenGroup("HN", Version);
        file.OpenTransaction("277", Version);
        file.Segment("BHT", "0085", "08", $"R{PayerFile.Count(ours.InterchangeNumber)}", Day, "0612", "TH");
        var payer = Level(parent: null, "20", hasChildren: true);
        file.Segment("NM1", "PR", "2", style.Name, "", "", "", "", "PI", style.Id);
        file.Segment("TRN", "1", $"R{PayerFile.Count(ours.InterchangeNumber)}");
        file.Segment("DTP", "050", "D8", Day);
        file.Segment("DTP", "009", "D8", Day);
        foreach (var (transaction, claims) in batches)
        {
            Batch(payer, transaction, claims);
        }

        file.CloseTransaction();
        file.CloseGroup();
    }

    private string Day => PayerFile.Day(on);

    private void Batch(int payer, Transaction837P transaction, IReadOnlyList<AnsweredAs> claims)
    {
        var charges = file.Dollars(claims.Sum(claim => claim.Claim.Sent.ChargeCents));
        var batch = Level(payer, "21", hasChildren: true);
        file.Segment("NM1", "41", "2", transaction.Submitter.Name, "", "", "", "", "46", transaction.Submitter.Id);
        file.Segment("TRN", "2", transaction.BatchId);
        file.Segment("STC", file.Composite("A1", "19", "PR"), Day, "WQ", charges);
        Totals(claims, accepted: "90", rejected: "AA");

        var provider = Level(batch, "19", hasChildren: claims.Count > 0);
        file.Segment("NM1", "85", "2", transaction.BillingProvider.Name, "", "", "", "", "XX", transaction.BillingProvider.Npi?.ToString() ?? "");
        file.Segment("TRN", "1", "0");
        file.Segment("STC", file.Composite("A1", "19", "PR"), Day, "WQ", charges);
        Totals(claims, accepted: "QA", rejected: "QC");
        foreach (var claim in claims)
        {
            Claim(provider, claim);
        }
    }

    private void Totals(IReadOnlyList<AnsweredAs> claims, string accepted, string rejected)
    {
        Total(accepted, "YU", [.. claims.Where(claim => !claim.IsRejected)]);
        Total(rejected, "YY", [.. claims.Where(claim => claim.IsRejected)]);

        void Total(string count, string amount, IReadOnlyList<AnsweredAs> some)
        {
            if (some.Count > 0)
            {
                file.Segment("QTY", count, PayerFile.Count(some.Count));
                file.Segment("AMT", amount, file.Dollars(some.Sum(claim => claim.Claim.Sent.ChargeCents)));
            }
        }
    }

    private void Claim(int provider, AnsweredAs answered)
    {
        var (claim, student) = (answered.Claim.Sent, answered.Claim.Student);
        Level(provider, "PT", hasChildren: false);
        file.Segment("NM1", "QC", "1", student.Name.Last, student.Name.First ?? "", student.Name.Middle ?? "", "", "", "MI", student.MedicaidId.Value);
        file.Segment("TRN", "2", claim.ClaimNumber);
        Statuses(answered.Statuses, answered.IsRejected, claim.ChargeCents);
        if (answered.Claim.Icn.Length > 0)
        {
            file.Segment("REF", "1K", answered.Claim.Icn);
        }

        var (first, last) = (claim.Lines.Min(line => line.ServiceDate), claim.Lines.Max(line => line.ServiceDate));
        file.Segment("DTP", "472", first == last ? "D8" : "RD8", first == last ? PayerFile.Day(first) : $"{PayerFile.Day(first)}-{PayerFile.Day(last)}");
    }

    /// <summary>Up to three codes in each STC.</summary>
    private void Statuses(IReadOnlyList<StatusCode> codes, bool isRejected, long chargeCents)
    {
        foreach (var three in codes.Chunk(3))
        {
            var statuses = three.Select(code => file.Composite(code.Category, code.Status, code.Entity)).ToArray();
            file.Segment("STC", [statuses[0], Day, isRejected ? "U" : "WQ", file.Dollars(chargeCents), "", "", "", "", "", .. statuses[1..]]);
        }
    }

    private int Level(int? parent, string code, bool hasChildren)
    {
        var above = parent is { } number ? PayerFile.Count(number) : "";
        file.Segment("HL", PayerFile.Count(++_levels), above, code, hasChildren ? "1" : "0");
        return _levels;
    }
}

/// <summary>A claim as the 277CA names it.</summary>
/// <param name="Claim">Without a number of the payer's where it took none.</param>
internal sealed record AnsweredAs(ReceivedClaim Claim, IReadOnlyList<StatusCode> Statuses, bool IsRejected);

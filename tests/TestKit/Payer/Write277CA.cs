using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>005010X214, as a payer writes it: one batch for each transaction of ours.</summary>
internal sealed class Write277CA(PayerFile file, PayerStyle style, DateOnly on)
{
    private const string Version = "005010X214";

    private static readonly StatusCode _received = new("A1", "19", "PR");

    private int _levels;

    public void Batches(Envelope ours, IReadOnlyList<AnsweredBatchAs> batches)
    {
        file.OpenGroup("HN", Version);
        file.OpenTransaction("277", Version);
        file.Segment("BHT", "0085", "08", $"R{PayerFile.Count(ours.InterchangeNumber)}", Day, "0612", "TH");
        var payer = Level(parent: null, "20", hasChildren: true);
        file.Segment("NM1", "PR", "2", style.Name, "", "", "", "", "PI", style.Id);
        file.Segment("TRN", "1", $"R{PayerFile.Count(ours.InterchangeNumber)}");
        file.Segment("DTP", "050", "D8", Day);
        file.Segment("DTP", "009", "D8", Day);
        foreach (var batch in batches)
        {
            Batch(payer, batch);
        }

        file.CloseTransaction();
        file.CloseGroup();
    }

    private string Day => PayerFile.Day(on);

    private void Batch(int payer, AnsweredBatchAs batch)
    {
        var (transaction, claims) = (batch.Transaction, batch.Claims);
        var level = Level(payer, "21", hasChildren: batch.Refusal is null);
        file.Segment("NM1", "41", "2", transaction.Submitter.Name, "", "", "", "", "46", transaction.Submitter.Id);
        file.Segment("TRN", "2", transaction.BatchId);
        if (batch.Refusal is { } refusal)
        {
            var all = transaction.Subscribers.SelectMany(student => student.Claims).ToList();
            Statuses([refusal], isRejected: true, all.Sum(claim => claim.ChargeCents));
            file.Segment("QTY", "AA", PayerFile.Count(all.Count));
            file.Segment("AMT", "YY", file.Dollars(all.Sum(claim => claim.ChargeCents)));
            return;
        }

        var chargeCents = claims.Sum(claim => claim.Claim.Sent.ChargeCents);
        Statuses([_received], isRejected: false, chargeCents);
        Totals(claims, accepted: "90", rejected: "AA");

        var provider = Level(level, "19", hasChildren: claims.Count > 0);
        file.Segment("NM1", "85", "2", transaction.BillingProvider.Name, "", "", "", "", "XX", transaction.BillingProvider.Npi?.ToString() ?? "");
        file.Segment("TRN", "1", "0");
        Statuses([_received], isRejected: false, chargeCents);
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
        foreach (var line in claim.Lines.Where(line => answered.OfLines.ContainsKey(line.LineNumber)))
        {
            file.Segment("SVC", file.Service("HC", line.Service.Procedure, line.Service.Modifiers), file.Dollars(line.ChargeCents),
                "", "", "", "", PayerFile.Units(line.Units.Milliunits));
            Statuses([answered.OfLines[line.LineNumber]], isRejected: true, line.ChargeCents);
            file.Segment("REF", "FJ", line.LineNumber);
            file.Segment("DTP", "472", "D8", PayerFile.Day(line.ServiceDate));
        }
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

/// <summary>A batch as the 277CA names it.</summary>
/// <param name="Refusal">Where the batch is refused as a whole.</param>
internal sealed record AnsweredBatchAs(Transaction837P Transaction, StatusCode? Refusal, IReadOnlyList<AnsweredAs> Claims);

/// <summary>A claim as the 277CA names it.</summary>
/// <param name="Claim">Without a number of the payer's where it took none.</param>
/// <param name="OfLines">By REF*6R.</param>
internal sealed record AnsweredAs(
    ReceivedClaim Claim, IReadOnlyList<StatusCode> Statuses, bool IsRejected, IReadOnlyDictionary<string, StatusCode> OfLines);

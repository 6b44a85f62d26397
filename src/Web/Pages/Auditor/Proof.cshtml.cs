using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Auditor;

/// <summary>Whether a sealed session log is what was sealed and still the one that counts; whether the audit trail is whole. Nothing is stored.</summary>
[Upload(MostBytes + FormBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes, MemoryBufferThreshold = MostBytes)] // in memory: what is uploaded never meets a disk
public sealed class ProofModel(NpgsqlDataSource database, Visit visit, IMinutesLedger ledger) : PageModel
{
    public const int MostMebibytes = 16;

    private const int MostBytes = MostMebibytes << 20;
    private const int FormBytes = 1 << 16; // what stands around the file

    [BindProperty]
    public IFormFile? Pdf { get; set; }

    /// <summary>Why nothing was looked at.</summary>
    public string? Refusal { get; private set; }

    public SessionLogProof? Proof { get; private set; }

    public bool ChainWalked { get; private set; }

    /// <summary>The number of the first event that is not as it was written; null where all are.</summary>
    public long? BrokenEvent { get; private set; }

    public void OnGet()
    {
        // Nothing was uploaded yet.
    }

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        if (Pdf is not { Length: > 0 and <= MostBytes })
        {
            Refusal = $"Choose a PDF file of {MostMebibytes} MiB at most.";
            return;
        }

        using var content = new MemoryStream((int)Pdf.Length);
        await Pdf.CopyToAsync(content, cancellationToken);
        var pdf = content.ToArray();
        if (ContentCheck.Refusal(pdf.AsSpan(0, Math.Min(pdf.Length, ContentCheck.HeadBytes)), FileContent.Pdf) is { } refusal)
        {
            Refusal = refusal;
            return;
        }

        var proof = await SessionLogProof.OfAsync(database, ledger, pdf, cancellationToken);
        var isElsewhere = proof.Verdict.Seal is { } seal && seal.Identity.District != visit.District.Code;
        Proof = isElsewhere ? proof with { Standing = SealedStanding.NotOurs, LatestVersion = null, Entries = [] } : proof;
    }

    public async Task OnPostChainAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        BrokenEvent = await AuditTrail.VerifyAsync(connection, visit.User.DistrictId, cancellationToken);
        ChainWalked = true;
    }
}

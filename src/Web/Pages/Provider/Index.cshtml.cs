using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>What of the month waits for a provider's signature, and how far the provider's own sessions got.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public MonthFunnel Funnel { get; private set; } = new();

    public IReadOnlyList<WaitingSession> ToSign { get; private set; } = [];

    /// <summary>Of the providers whom this one supervises.</summary>
    public IReadOnlyList<WaitingSession> ToCosign { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var providerId = visit.User.OwnProviderId;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Funnel = await MonthFunnel.LoadAsync(connection, visit.User.DistrictId, visit.Month, providerId, cancellationToken);
        ToSign = await WaitingAsync(SignatureKind.Signed);
        ToCosign = await WaitingAsync(SignatureKind.Cosigned);
        foreach (var session in ToSign.Concat(ToCosign))
        {
            reads.Entry(session.Entry.EntryId, session.StudentId);
        }

        Task<IReadOnlyList<WaitingSession>> WaitingAsync(SignatureKind kind) =>
            WaitingSession.OfMonthAsync(connection, visit.District, providerId, kind, visit.Month, clock, cancellationToken);
    }
}

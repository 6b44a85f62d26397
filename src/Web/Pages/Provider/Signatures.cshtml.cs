using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>What a provider signed and co-signed of a month, each with the very version that was signed.</summary>
public sealed class SignaturesModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    public IReadOnlyList<OwnSignature> Given { get; private set; } = [];

    public int Count { get; private set; }

    /// <summary>1 and up.</summary>
    public int PageNumber { get; private set; } = 1;

    public int Pages => Math.Max(1, (Count + OwnSignature.PageSize - 1) / OwnSignature.PageSize);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var providerId = visit.User.OwnProviderId;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Count = await OwnSignature.CountAsync(connection, visit.District, providerId, visit.Month, cancellationToken);
        PageNumber = int.TryParse(Request.Query["page"], out var number) ? Math.Clamp(number, 1, Pages) : 1;
        Given = await OwnSignature.OfMonthAsync(connection, visit.District, providerId, visit.Month, PageNumber, cancellationToken);
        foreach (var signature in Given)
        {
            reads.Entry(signature.EntryId, signature.StudentId);
        }
    }

    public static string TextOf(SignatureStanding standing) => standing switch
    {
        SignatureStanding.Holds => "holds",
        SignatureStanding.Outlived => "changed since: to be signed again",
        _ => "another took its place",
    };
}

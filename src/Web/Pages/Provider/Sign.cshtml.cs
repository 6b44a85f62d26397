using System.Globalization;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>A provider reads her sessions and signs them with her password; a supervisor co-signs in the same way.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
public sealed class SignModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, SessionSigning signing, PasswordAgain passwordAgain, TimeProvider clock) : PageModel
{
    public SignatureKind Kind { get; private set; }

    public string Verb => Kind == SignatureKind.Signed ? "sign" : "co-sign";

    public IReadOnlyList<WaitingSession> Sessions { get; private set; } = [];

    /// <summary>What the person states by signing.</summary>
    public string Statement { get; private set; } = "";

    /// <summary>Why nothing was signed; null before an attempt.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Why single sessions cannot be signed, by entry.</summary>
    public IReadOnlyDictionary<long, SigningRefusal> Reasons { get; private set; } = new Dictionary<long, SigningRefusal>();

    /// <summary>The sessions that the person ticked, as <see cref="WaitingSession.Key"/>.</summary>
    [BindProperty]
    public string[] Ticked { get; set; } = [];

    /// <summary>All that the person had before her and could sign.</summary>
    [BindProperty]
    public string[] Shown { get; set; } = [];

    /// <summary>The button that signs all that was shown.</summary>
    [BindProperty]
    public bool All { get; set; }

    /// <summary>The statement as the person read it.</summary>
    [BindProperty]
    public string? Read { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public Task<IActionResult> OnGetAsync(string act, CancellationToken cancellationToken) => ShowAsync(act, cancellationToken);

    public async Task<IActionResult> OnPostAsync(string act, CancellationToken cancellationToken)
    {
        Kind = KindOf(act);
        var chosen = SessionsOf(All ? Shown : Ticked);
        if (chosen.Count is 0 or > SessionSigning.MostAtOnce)
        {
            return await RefuseAsync(act, $"Tick the sessions that you {Verb}.", cancellationToken);
        }

        if (!await passwordAgain.IsRightAsync(visit.User, Password ?? ""))
        {
            return await RefuseAsync(act, await passwordAgain.RefusalOfAsync(visit.User), cancellationToken);
        }

        var outcome = await signing.SignAsync(
            visit.User.DistrictId, visit.User.UserId, visit.User.OwnProviderId, Kind, chosen, Read ?? "", cancellationToken);
        switch (outcome)
        {
            case SigningOutcome.Done done:
                TempData[Flash.Key] = $"You {Verb}ed {Display(done.EntryIds.Count)}.";
                return Redirect($"/provider?month={Core.Districts.MonthName.Of(visit.Month)}");
            case SigningOutcome.Refused refused:
                Reasons = refused.Reasons;
                return await RefuseAsync(act, "Some sessions are no longer as you saw them. Read the list again.", cancellationToken);
            default:
                return await RefuseAsync(act, "The statement has changed. Read it again.", cancellationToken);
        }
    }

    public static string TextOf(SigningRefusal reason) => reason switch
    {
        SigningRefusal.Changed => "It was changed while you read. Read it again.",
        SigningRefusal.NotOver => "It is not over yet.",
        SigningRefusal.Frozen => "Its claim is built; it goes as it is.",
        SigningRefusal.NotQualified => "You held no credential on that day that may co-sign it.",
        _ => "It no longer waits for you.",
    };

    private static SignatureKind KindOf(string act) => act == "sign" ? SignatureKind.Signed : SignatureKind.Cosigned;

    private static string Display(int sessions) => Core.Display.Show.Count(sessions, "session", "sessions");

    private static List<SessionToSign> SessionsOf(IEnumerable<string?> keys)
    {
        var sessions = new List<SessionToSign>();
        foreach (var key in keys.Distinct())
        {
            if (key?.Split(':') is [var id, var version]
                && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var entryId)
                && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var entryVersion))
            {
                sessions.Add(new(entryId, entryVersion));
            }
        }

        return sessions;
    }

    private async Task<IActionResult> RefuseAsync(string act, string refusal, CancellationToken cancellationToken)
    {
        (Password, Refusal) = (null, refusal);
        return await ShowAsync(act, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(string act, CancellationToken cancellationToken)
    {
        Kind = KindOf(act);
        Statement = signing.StatementOf(visit.District, Kind);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Sessions = await WaitingSession.OfMonthAsync(
            connection, visit.District, visit.User.OwnProviderId, Kind, visit.Month, clock, cancellationToken);
        foreach (var session in Sessions)
        {
            reads.Entry(session.Entry.EntryId, session.StudentId);
        }

        return Page();
    }
}

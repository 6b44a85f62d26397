using System.Globalization;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Delivery;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Npgsql;

namespace MedicaidLogs.Web.Pages.ClaimFiles;

/// <summary>One built claim file: a second person reads what it holds and releases it with the password, or takes it back.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
public sealed class FileModel(
    NpgsqlDataSource database, Visit visit, PasswordAgain passwordAgain, TimeProvider clock, IHostApplicationLifetime lifetime) : PageModel
{
    public const int MostReasonCharacters = 500;

    public ClaimFile Built { get; private set; } = null!;

    public Actors Who { get; private set; } = null!;

    public Fetched? Fetched { get; private set; }

    /// <summary>Null where it is sent by hand, or not released.</summary>
    public DeliveryStanding? Delivery { get; private set; }

    public ClaimFileContent Holds { get; private set; } = null!;

    /// <summary>The person built it, and the district wants another one to release it.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Why nothing was done, and the field that it is about; null before an attempt.</summary>
    public (string Field, string Words)? Problem { get; private set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Why it is taken back.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public static string AddressOf(long claimRunId) => string.Create(CultureInfo.InvariantCulture, $"/claim-files/{claimRunId}");

    public static string DownloadOf(long claimRunId) => $"{AddressOf(claimRunId)}/file";

    public async Task<IActionResult> OnGetAsync(long claimRunId, CancellationToken cancellationToken) =>
        await LoadAsync(claimRunId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostReleaseAsync(long claimRunId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(claimRunId, cancellationToken))
        {
            return NotFound();
        }

        if (!await passwordAgain.IsRightAsync(visit.User, Password ?? ""))
        {
            return Refuse(nameof(Password), await passwordAgain.RefusalOfAsync(visit.User));
        }

        return await new ClaimRelease(database, clock).ReleaseAsync(visit.User.DistrictId, claimRunId, visit.User.UserId, lifetime.ApplicationStopping) switch
        {
            ReleaseOutcome.Released => await ReleasedAsync(cancellationToken),
            ReleaseOutcome.ReleasedBefore before => await ToldAsync(before.File, cancellationToken),
            ReleaseOutcome.SamePerson => Refuse(nameof(Password), "You built this file, so another person releases it."),
            ReleaseOutcome.Withdrawn => Refuse(nameof(Password), "It was withdrawn in the meantime. Build a new one from the checklist."),
            ReleaseOutcome.NotFound => NotFound(),
            _ => Forbid(),
        };
    }

    public async Task<IActionResult> OnPostWithdrawAsync(long claimRunId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(claimRunId, cancellationToken))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > MostReasonCharacters)
        {
            return Refuse(nameof(Reason), $"Say in at most {MostReasonCharacters} characters why you take it back.");
        }

        var outcome = await new ClaimRelease(database, clock).WithdrawAsync(
            visit.User.DistrictId, claimRunId, visit.User.UserId, Reason.Trim(), lifetime.ApplicationStopping);
        switch (outcome)
        {
            case WithdrawalOutcome.Withdrawn withdrawn:
                await new MonthCheck(database, clock).RunWhereClaimsWereVoidedAsync(visit.User.DistrictId, visit.User.Actor, lifetime.ApplicationStopping);
                return Done($"{Built.FileName} is withdrawn. Its {Show.Count(withdrawn.Sessions, "session is", "sessions are")} as before it.");
            case WithdrawalOutcome.WithdrawnBefore:
                return Done($"{Built.FileName} was withdrawn before.");
            case WithdrawalOutcome.NotFound:
                return NotFound();
            case WithdrawalOutcome.NotAllowed:
                return Forbid();
            default:
                return Refuse(nameof(Reason), RefusalOf(outcome));
        }
    }

    /// <summary>Who did something to the file, and when.</summary>
    public string By(string? actor, DateTimeOffset at) => $"{(actor is null ? "" : $"{Who[actor]}, ")}{Show.Instant(at, visit.District.Zone)}";

    private static string RefusalOf(WithdrawalOutcome outcome) => outcome switch
    {
        WithdrawalOutcome.Released => "It was released, so the payer may have it. Its claims can be replaced or voided.",
        WithdrawalOutcome.Answered => "A payer has answered it, so it was sent. Release it; its claims can then be replaced or voided.",
        _ => "A later file bills sessions that this one freed. Withdraw that one first.",
    };

    private async Task<IActionResult> ToldAsync(ClaimFile file, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Who = await Actors.OfAsync(connection, visit.User.DistrictId, [file.ReleasedBy], cancellationToken);
        return Done($"{file.FileName} was released already: {By(file.ReleasedBy, file.ReleasedAt!.Value)}.");
    }

    private async Task<IActionResult> ReleasedAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(Built.ClaimRunId, cancellationToken);
        return Done($"{Built.FileName} is released. {(Delivery is null ? "Download it and hand it to the payer." : "It goes to the payer by itself.")}");
    }

    private RedirectResult Done(string words)
    {
        TempData[Flash.Key] = words;
        return Redirect(AddressOf(Built.ClaimRunId));
    }

    private PageResult Refuse(string field, string words)
    {
        (Password, Problem) = (null, (field, words));
        return Page();
    }

    private async Task<bool> LoadAsync(long claimRunId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var districtId = visit.User.DistrictId;
        if (await ClaimFile.FindAsync(connection, districtId, claimRunId, cancellationToken) is not { } file)
        {
            return false;
        }

        (Built, visit.Month) = (file, file.Month);
        Fetched = (await MonthClosing.FetchedAsync(connection, districtId, [claimRunId], cancellationToken)).GetValueOrDefault(claimRunId);
        Delivery = (await DeliveryStanding.OfRunsAsync(connection, districtId, [claimRunId], cancellationToken)).GetValueOrDefault(claimRunId);
        Who = await Actors.OfAsync(connection, districtId, [file.BuiltBy, file.ReleasedBy, Fetched?.Actor], cancellationToken);
        Holds = await ClaimFileContent.LoadAsync(connection, districtId, claimRunId, cancellationToken);
        IsOwn = file.Waits && file.BuiltBy == visit.User.Actor.ToString() && visit.District.SecondPersonReleases;
        return true;
    }
}

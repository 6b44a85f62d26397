using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Causes;
using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Pages.Clerk;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Records;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>What needs doing in a clerk's month, in the order in which the month goes.</summary>
/// <param name="Causes">Of rejections, those that are among the needs.</param>
public sealed record MonthNeeds(IReadOnlyList<Need> Needs, IReadOnlyList<RootCause> Causes)
{
    /// <summary>Causes of rejections in sight; the others are a link away.</summary>
    public const int MostCauses = 5;

    private const string Reject = "reject";
    private const string Warn = "warn";
    private const string Next = "next";

    public static async Task<MonthNeeds> LoadAsync(
        NpgsqlDataSource database, Visit visit, MonthState state, TimeProvider clock, CancellationToken cancellationToken)
    {
        var month = new MonthNeedsOf(database, visit, clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (rejected, causes) = await month.RejectedAsync(connection, cancellationToken);
        var piles = await MonthPiles.LoadAsync(connection, visit.User.DistrictId, visit.Month, visit.User.Schools, cancellationToken);
        return new(
            [
                .. await month.FilesAsync(connection, cancellationToken),
                .. await month.PlacesAsync(connection, cancellationToken),
                .. rejected,
                .. month.PilesBeforeClose(piles),
                .. month.ToBill(piles.Ready, state),
                .. await month.FilesToReleaseAsync(connection, cancellationToken),
                .. await month.UnansweredAsync(cancellationToken),
                .. month.SentBack(piles.SentBack),
                .. await month.UnmatchedAsync(connection, cancellationToken),
                .. await month.DueToFileAsync(connection, cancellationToken),
                .. await month.ExpiringAsync(connection, cancellationToken),
            ],
            causes);
    }

    /// <summary>The parts, each for one visit.</summary>
    private sealed class MonthNeedsOf(NpgsqlDataSource database, Visit visit, TimeProvider clock)
    {
        private readonly DateOnly _today = visit.District.Today(clock);

        private string Month => $"month={MonthName.Of(visit.Month)}";

        /// <summary>An account that sees some schools alone does neither whole files nor the month's close.</summary>
        private bool SeesAll => visit.User.Schools is null;

        public async Task<IEnumerable<Need>> FilesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            if (!SeesAll || await FileTakenIn.CountFaultyAsync(connection, visit.User.DistrictId, cancellationToken) is not (> 0 and var files))
            {
                return [];
            }

            return [new(Reject, "Files that did not come in whole", "Refused, not understood, or with lines that could not be read", Show.Count(files, "file", "files"), null, null, $"{FilesModel.Path}?show=todo&{Month}")];
        }

        public async Task<IEnumerable<Need>> PlacesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            if (!SeesAll || await WaitingPlace.ListAsync(connection, visit.User.DistrictId, cancellationToken) is not { Count: > 0 } places)
            {
                return [];
            }

            return [new(
                Warn, "Files that do not come in by themselves", $"From {string.Join(", ", places.Select(place => place.Name))}: an administrator has to see to it",
                Show.Count(places.Count, "place", "places"), null, null, $"{FilesModel.Path}?{Month}")];
        }

        public async Task<(IEnumerable<Need> Needs, IReadOnlyList<RootCause> Causes)> RejectedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            var found = await RootCauses.PageAsync(
                connection, visit.District, new(visit.Month, _today, Schools: visit.User.Schools), cancellationToken);
            var first = found.Where(cause => !QueueTabs.OfSigning.Contains(cause.Code)).Take(MostCauses).ToList(); // signing has a line of its own
            var listed = await ListedCause.OfAsync(connection, visit.District, visit.Month, first, cancellationToken);
            var filter = new CauseFilter(visit.Month);
            return (listed.Select(each => new Need(
                Reject, FindingTexts.Of(each.Cause.Code).Title, each.Subject, Show.Count(each.Cause.Entries, "entry", "entries"), each.Cause.HeldCents,
                each.Cause.DaysLeft, filter.EntriesOf(each.Cause))), first);
        }

        public IEnumerable<Need> PilesBeforeClose(MonthPiles piles)
        {
            if (piles.Answered is { Entries: > 0 } answered)
            {
                yield return new(Warn, "Providers have answered", null, Entries(answered), answered.Cents, DaysLeft(answered.FirstDay),
                    (ListFilter.OpenOnes(visit.Month) with { Returned = "answered" }).Address);
            }

            if (piles.Unsigned is { Entries: > 0 } unsigned)
            {
                yield return new(Warn, "Sessions without a signature that holds", null, Entries(unsigned), unsigned.Cents, DaysLeft(unsigned.FirstDay),
                    new ListFilter(visit.Month, QueueTab.Waiting).Address);
            }
        }

        public IEnumerable<Need> ToBill(EntryPile ready, MonthState state) => ready.Entries == 0
            ? []
            : [new(
                Next, state.ClosedAt is null ? "To close and bill" : "To bill: became billable, or was not built yet", null, Entries(ready), ready.Cents,
                DaysLeft(ready.FirstDay), SeesAll ? CloseModel.AddressOf(visit.Month) : null)];

        public async Task<IEnumerable<Need>> FilesToReleaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            var files = (await ClaimFile.OfMonthAsync(connection, visit.User.DistrictId, visit.Month, cancellationToken)).Where(file => file.Waits).ToList();
            return files.Count == 0 || !SeesAll
                ? []
                : [new(Next, "Claim files wait for a second person", null, Show.Count(files.Count, "file", "files"), files.Sum(file => file.ChargeCents), null, $"/claim-files?{Month}")];
        }

        public async Task<IEnumerable<Need>> UnansweredAsync(CancellationToken cancellationToken)
        {
            if (!SeesAll)
            {
                return [];
            }

            var waiting = await WaitingClaims.LoadAsync(database, visit.District, visit.Month, clock, cancellationToken);
            return waiting.Claims == 0
                ? []
                : [new(Warn, "Claims without an answer for too long", null, Show.Count(waiting.Claims, "claim", "claims"), waiting.ChargeCents, null, $"{AnswersModel.AddressOf(visit.Month)}#waiting")];
        }

        public IEnumerable<Need> SentBack(EntryPile sentBack) => sentBack.Entries == 0
            ? []
            : [new(Reject, "Sent back by the payer", null, Entries(sentBack), sentBack.Cents, null, new ListFilter(visit.Month, QueueTab.SentBack).Address)];

        /// <summary>Finance's, and told here so that nobody looks for the money elsewhere.</summary>
        public async Task<IEnumerable<Need>> UnmatchedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            if (!SeesAll || await ToDo.UnmatchedAsync(connection, visit.User.DistrictId, cancellationToken) is not { Entries: > 0 } unmatched)
            {
                return [];
            }

            return [new(Warn, "Lines of remittances that match no claim", "For finance, of any month", Show.Count(unmatched.Entries, "line", "lines"), unmatched.Cents, null, null)];
        }

        public async Task<IEnumerable<Need>> DueToFileAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            var due = await DueToFile.LoadAsync(connection, visit.District, _today, visit.User.Schools, cancellationToken);
            return due.FirstDay is not { } firstDay
                ? []
                : [new(
                    Reject, "Soon too late to file", $"Sessions from {Show.Date(firstDay)} on, of any month", Show.Count(due.Entries, "entry", "entries"), due.Cents,
                    DaysLeft(firstDay), new ListFilter(new(firstDay.Year, firstDay.Month, 1), QueueTab.Rejected).Address)];
        }

        public async Task<IEnumerable<Need>> ExpiringAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            var records = await ExpiringRecords.PageAsync(
                connection, visit.District, Expiry.Soon(_today, visit.Month) with { Schools = visit.User.Schools, Limit = ExpiringRecords.PageSize }, cancellationToken);
            if (records.Count == 0)
            {
                return [];
            }

            var kinds = records.GroupBy(record => Expiry.PluralOf(record.Kind)).OrderByDescending(kind => kind.Count()).Take(3).Select(kind => kind.Key);
            return [new(
                Warn, "Run out soon, or have run out", string.Join(", ", kinds),
                records.Count == ExpiringRecords.PageSize ? $"{Show.Count(records.Count)} records or more" : Show.Count(records.Count, "record", "records"),
                null, Math.Max(0, records.Min(record => record.LastDay.DayNumber) - _today.DayNumber),
                $"{ExpiringFilter.Path}?{Month}")];
        }

        /// <summary>Until the oldest session's claim can no longer be filed.</summary>
        private int? DaysLeft(DateOnly? firstDay) =>
            firstDay is { } day ? visit.District.RulePack.On(day).FilingLimitDays - (_today.DayNumber - day.DayNumber) : null;

        private static string Entries(EntryPile pile) => Show.Count(pile.Entries, "entry", "entries");
    }
}

using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reminders;
using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Records;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>What a desk's home says is new since the last night.</summary>
/// <param name="Lines">None where nothing is.</param>
public sealed record NewSince(string Title, IReadOnlyList<NewLine> Lines)
{
    public static NewSince Nothing { get; } = new("", []);

    /// <summary>For an account that sees some schools alone nothing: a night counts the whole desk's.</summary>
    /// <param name="role">The desk: <c>clerk</c>, <c>provider</c> or <c>finance</c>.</param>
    public static async Task<NewSince> LoadAsync(NpgsqlConnection connection, Visit visit, string role, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (visit.User.Schools is not null)
        {
            return Nothing;
        }

        var providerId = role == "provider" ? visit.User.OwnProviderId : 0;
        var reminders = await Reminder.NewAsync(connection, visit.User.DistrictId, role, providerId, cancellationToken);
        if (reminders.Count == 0)
        {
            return Nothing;
        }

        var night = reminders.Max(reminder => reminder.Night);
        return new(
            night == visit.District.Today(clock) ? "New since yesterday" : $"New on {Show.Date(night)}",
            [.. reminders.Where(reminder => reminder.Night == night).Select(reminder => Of(reminder, role, visit.Month))]);
    }

    private static NewLine Of(Reminder reminder, string role, DateOnly month)
    {
        var address = AddressOf(reminder, role, month);
        var how = Show.Count(reminder.Waiting - reminder.Before) + (reminder.Before > 0 ? $" more, {Show.Count(reminder.Waiting)} in all" : "");
        return new($"{WordsOf(reminder.Kind)}: {how}{DayOf(reminder)}", address);
    }

    private static string WordsOf(string kind) => kind switch
    {
        ReminderKind.Unsigned => "Sessions to sign",
        ReminderKind.Returned => "Sessions that the office sent back",
        ReminderKind.OwnPapers => "Papers of yours that run out",
        ReminderKind.DueToFile => "Sessions that can soon no longer be filed",
        ReminderKind.Unanswered => "Claims without an answer for too long",
        _ => $"{Expiry.PluralOf(kind[ReminderKind.Expiring.Length..])} about to run out",
    };

    private static string DayOf(Reminder reminder) => (reminder.Kind, reminder.FirstDay) switch
    {
        (_, null) => "",
        (ReminderKind.Unsigned or ReminderKind.Returned or ReminderKind.DueToFile, { } day) => $"; the oldest of {Show.Date(day)}",
        (_, { } day) => $"; the first on {Show.Date(day)}",
    };

    /// <summary>Null where the page itself shows them.</summary>
    private static string? AddressOf(Reminder reminder, string role, DateOnly month) => (role, reminder.Kind) switch
    {
        ("provider", ReminderKind.Unsigned) => "#to-sign",
        ("provider", ReminderKind.Returned) => "#returned",
        ("clerk", ReminderKind.DueToFile) when reminder.FirstDay is { } day => new ListFilter(new(day.Year, day.Month, 1), QueueTab.Rejected).Address,
        ("clerk", ReminderKind.Unanswered) => $"{Pages.Clerk.AnswersModel.AddressOf(month)}#waiting",
        ("clerk", var kind) when kind.StartsWith(ReminderKind.Expiring, StringComparison.Ordinal) =>
            $"{ExpiringFilter.Path}?month={MonthName.Of(month)}&kind={kind[ReminderKind.Expiring.Length..]}",
        ("finance", ReminderKind.Unanswered) => $"{MoneyLinks.Waiting}?month={MonthName.Of(month)}",
        _ => null,
    };
}

public sealed record NewLine(string Words, string? Address);

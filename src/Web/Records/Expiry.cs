using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Expiring;

namespace MedicaidLogs.Web.Records;

/// <summary>How what runs out is shown.</summary>
public static class Expiry
{
    /// <summary>So many days before its end a record is shown as about to run out.</summary>
    public const int SoonDays = 30;

    /// <summary>What ran out so long ago and was not renewed is still shown: after that nobody waits for it.</summary>
    public const int PastDays = 90;

    /// <summary>A list that is narrowed to people with something that runs out looks at so many records.</summary>
    public const int MostPeople = 1000;

    /// <summary>What runs out soon, or has run out and was not renewed.</summary>
    /// <param name="month">Whose sessions say how much rests on it.</param>
    public static ExpiringQuery Soon(DateOnly today, DateOnly month) => new(today.AddDays(-PastDays), today.AddDays(SoonDays), month, today);

    /// <summary>What the record is, for a clerk.</summary>
    public static string TitleOf(string kind, string what, PackRules rules) => kind switch
    {
        ExpiringKind.Plan => $"Plan ({what})",
        ExpiringKind.Notice => "Consent: yearly notice to the parents",
        ExpiringKind.Order => $"Order for {ServiceTitle(what, rules)}",
        ExpiringKind.Authorization => $"Authorization of {ServiceTitle(what, rules)}",
        ExpiringKind.Eligibility => "Medicaid eligibility",
        ExpiringKind.Credential => $"Licence: {(rules.Credentials.TryGetValue(what, out var rule) ? rule.Title : what)}",
        ExpiringKind.Enrolment => "Enrolment with Medicaid",
        ExpiringKind.Background => "Background check",
        _ => "Supervision",
    };

    /// <summary>A kind, where there are many of it.</summary>
    public static string PluralOf(string kind) => kind switch
    {
        ExpiringKind.Plan => "Plans",
        ExpiringKind.Notice => "Notices of consent",
        ExpiringKind.Order => "Orders",
        ExpiringKind.Authorization => "Authorizations",
        ExpiringKind.Eligibility => "Medicaid eligibility",
        ExpiringKind.Credential => "Licences",
        ExpiringKind.Enrolment => "Enrolments with Medicaid",
        ExpiringKind.Background => "Background checks",
        _ => "Supervision",
    };

    /// <summary><c>ran out 3 days ago</c>, <c>last day today</c>, <c>12 days left</c></summary>
    public static string Left(DateOnly lastDay, DateOnly today) => (lastDay.DayNumber - today.DayNumber) switch
    {
        < -1 and var days => $"ran out {-days} days ago",
        -1 => "ran out yesterday",
        0 => "last day today",
        1 => "1 day left",
        var days => $"{days} days left",
    };

    /// <summary>The word of severity under which it is shown.</summary>
    public static string SeverityOf(DateOnly lastDay, DateOnly today) => lastDay < today ? "reject" : "warn";

    private static string ServiceTitle(string service, PackRules rules) =>
        rules.Services.TryGetValue(service, out var rule) ? rule.Title : service;
}

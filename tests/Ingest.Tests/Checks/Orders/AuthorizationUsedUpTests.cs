using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Speech therapy is billed by the session: a day's sessions of one provider are so many units of one line.</summary>
public sealed class AuthorizationUsedUpTests
{
    [Theory, InlineData(2, 0), InlineData(1, 1), InlineData(3, 0)]
    public void Sessions_use_the_units_up_in_time(int units, int found) =>
        Assert.Equal(found, Codes(Authorized.Speech(Of(units)).Beside(other => other.On(new(2026, 10, 8)))).Count(code => code == AuthorizationUsedUp.Code));

    [Fact]
    public void It_is_the_later_session_that_goes_beyond()
    {
        var (entry, context) = Authorized.Speech(Of(1)).Beside(other => other.On(new(2026, 10, 5))).Build();
        var finding = Assert.Single(CheckEngine.Run(context));

        Assert.Equal((AuthorizationUsedUp.Code, entry.EntryId, "service_authorization", 1L), (finding.Code, finding.EntryId, finding.RecordKind, finding.RecordId));
        Assert.Equal(["2", "1", "A1"], finding.Saw);
    }

    [Fact]
    public void Sessions_of_earlier_months_count()
    {
        var context = Authorized.Speech(Of(1)).Build().Context;
        var september = An.Entry().On(new(2026, 9, 29)).Alone();
        Matching.Match(september, context.Reference, Authorized.PackAsking("SPEECH"));
        context.History = new History([september], _ => null);

        Assert.Equal([AuthorizationUsedUp.Code], CheckEngine.Run(context).Select(finding => finding.Code));
    }

    [Fact]
    public void A_session_that_is_not_billed_uses_nothing() =>
        Assert.DoesNotContain(
            AuthorizationUsedUp.Code,
            Codes(Authorized.Speech(Of(1)).Beside(other => other.On(new(2026, 10, 5)).Log(log => log with { SignedAt = null, SignedBy = "" }))));

    [Fact]
    public void Sessions_under_another_authorization_use_nothing() =>
        Assert.Empty(Codes(Authorized.Speech(Of(1) with { To = new(2026, 10, 5) }, new(2, "A2", "92507", new(2026, 10, 6), null, 1))
            .Beside(other => other.On(new(2026, 10, 5)))));

    [Fact]
    public void Without_a_number_of_units_there_is_no_end_to_them() =>
        Assert.Empty(Codes(Authorized.Speech(Of(null)).Beside(other => other.On(new(2026, 10, 5))).Beside(other => other.On(new(2026, 10, 14)))));

    [Fact]
    public void It_reaches_over_the_days_of_a_limited_authorization()
    {
        Assert.Equal(new DaySpan(new(2026, 9, 1), new(2027, 6, 30)), ReachOf(Of(1) with { To = new(2027, 6, 30) }));
        Assert.Equal(DateOnly.MaxValue, ReachOf(Of(1))!.Value.Last);
        Assert.Null(ReachOf(Of(null)));
    }

    private static Authorization Of(int? units) => new(1, "A1", "SPEECH", new(2026, 9, 1), null, units);

    private static DaySpan? ReachOf(Authorization authorization) => AuthorizationUsedUp.Reach(Authorized.Speech(authorization).Build().Entry);

    private static IEnumerable<string> Codes(EntryBuilder builder) => CheckEngine.Run(builder.Build().Context).Select(finding => finding.Code);
}

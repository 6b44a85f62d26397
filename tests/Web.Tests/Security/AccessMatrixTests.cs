using System.Net;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>
/// Every page and handler × every role and a visitor × own, another district's, another school's and another caseload's records, against
/// docs/security.md.
/// </summary>
public sealed class AccessMatrixTests(GuardedDistrict web) : IClassFixture<GuardedDistrict>
{
    private readonly List<string> _faults = [];

    [Fact]
    public void The_table_has_a_line_for_each_page_and_handler_and_no_other()
    {
        _faults.AddRange(AccessTable.Faults());
        _faults.AddRange(web.Handlers.Where(handler => handler.Line is null).Select(handler => $"{handler} has no line in docs/security.md."));
        var known = web.Handlers.Select(handler => handler.ToString()).ToHashSet();
        _faults.AddRange(
            from line in AccessTable.Lines
            from name in line.Handlers
            where !known.Contains($"{name} {line.Route}")
            select $"docs/security.md: {name} {line.Route} is no page or handler.");
        Report();
    }

    [Fact]
    public void Each_parameter_of_an_address_has_a_sample()
    {
        _faults.AddRange(
            from handler in web.Handlers
            from parameter in handler.Parameters
            where Samples.Of(parameter) is null
            select $"{handler}: {{{parameter}}} has no line in Samples.cs.");
        Report();
    }

    [Fact]
    public async Task Opens_exactly_where_the_table_says()
    {
        foreach (var (handler, line) in Known())
        {
            foreach (var caller in web.Callers)
            {
                using var answer = await caller.AskAsync(handler, AddressOf(handler, sample => sample.Own));
                if (!IsClosedToOthers(answer))
                {
                    Fault(handler, caller, answer, "lacks a header of SecurityHeaders");
                }

                var opens = caller.IsVisitor ? line.OpensForVisitors : line.OpensFor(caller.Role);
                if (opens ? !IsShown(answer) : !IsRefused(answer, caller))
                {
                    Fault(handler, caller, answer, opens ? "should open" : "should not open");
                }
            }
        }

        Report();
    }

    [Fact]
    public async Task The_samples_of_others_are_there_for_those_others()
    {
        foreach (var (handler, line) in Known().Where(known => !known.Handler.IsPost))
        {
            foreach (var stranger in web.Strangers.Where(stranger => line.OpensFor(stranger.Role)))
            {
                await ThereAsync(handler, stranger, sample => sample.OfAnotherDistrict);
            }

            if (line.OpensFor(web.OtherProvider.Role))
            {
                await ThereAsync(handler, web.OtherProvider, sample => sample.OfAnotherCaseload);
            }
        }

        Report();
    }

    [Fact]
    public async Task Another_districts_record_is_not_there() => await NotThereAsync(sample => sample.OfAnotherDistrict, (_, _) => true);

    [Fact]
    public async Task Another_caseloads_record_is_not_there() =>
        await NotThereAsync(sample => sample.OfAnotherCaseload, (line, role) => line.IsCaseloadFor(role));

    [Fact]
    public async Task Another_schools_record_is_not_there()
    {
        foreach (var (handler, line) in Known())
        {
            if (line.IsBySchool && handler.Parameters.Any(parameter => Samples.Of(parameter)!.OfAnotherSchool is not null))
            {
                foreach (var caller in LimitedIn(line))
                {
                    using var answer = await caller.AskAsync(handler, AddressOf(handler, sample => sample.OfAnotherSchool));
                    if (answer.StatusCode != HttpStatusCode.NotFound)
                    {
                        Fault(handler, caller, answer, "of another school should be 404");
                    }
                }
            }
        }

        Report();
    }

    [Fact]
    public async Task What_is_the_whole_districts_is_closed_to_an_account_of_some_schools_and_nothing_else()
    {
        foreach (var (handler, line) in Known())
        {
            foreach (var caller in LimitedIn(line))
            {
                using var answer = await caller.AskAsync(handler, AddressOf(handler, sample => sample.Own));
                if (line.IsWholeDistrict ? !IsRefused(answer, caller) : !IsShown(answer))
                {
                    Fault(handler, caller, answer, line.IsWholeDistrict ? "should not open for some schools" : "should open for its school");
                }
            }
        }

        Report();
    }

    [Fact]
    public async Task A_page_shows_no_student_of_another_district_school_or_caseload()
    {
        foreach (var (handler, line) in Known().Where(known => !known.Handler.IsPost))
        {
            foreach (var caller in web.Callers.Where(caller => !caller.IsVisitor && line.OpensFor(caller.Role)).Concat(LimitedIn(line)))
            {
                using var answer = await caller.AskAsync(handler, OfTheMonth(handler));
                var page = await answer.Content.ReadAsStringAsync();
                if (page.Contains($"Zz{GuardedDistrict.OfAnotherDistrict}z", StringComparison.Ordinal)
                    || ((line.IsCaseloadFor(caller.Role) || web.Limited.Contains(caller))
                        && page.Contains($"Zz{GuardedDistrict.OfAnotherCaseload}z", StringComparison.Ordinal)))
                {
                    Fault(handler, caller, answer, "shows a student that is none of theirs");
                }
            }
        }

        Report();
    }

    [Fact]
    public async Task Each_student_that_a_page_shows_is_in_the_record_of_reads()
    {
        foreach (var (handler, line) in Known().Where(known => !known.Handler.IsPost))
        {
            foreach (var caller in web.Callers.Where(caller => !caller.IsVisitor && line.OpensFor(caller.Role)))
            {
                var before = await web.LastReadAsync();
                using var answer = await caller.AskAsync(handler, OfTheMonth(handler));
                var shown = GuardedDistrict.StudentsIn(await answer.Content.ReadAsStringAsync());
                var recorded = await web.StudentsReadSinceAsync(before);
                if (shown.Except(recorded).Any())
                {
                    Fault(handler, caller, answer, "shows a student and does not say so to RecordReads");
                }

                if (recorded.Count > 0 != line.ReadsRecords)
                {
                    Fault(handler, caller, answer, recorded.Count > 0
                        ? "reads records, and the table has a dash"
                        : "should read records, as the table says; give its sample one to show");
                }
            }
        }

        Report();
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        foreach (var (handler, line) in Known().Where(known => known.Handler.IsPost))
        {
            foreach (var caller in web.Callers.Where(caller => caller.IsVisitor ? line.OpensForVisitors : line.OpensFor(caller.Role)))
            {
                using var answer = await caller.AskAsync(handler, AddressOf(handler, sample => sample.Own), withToken: false);
                if (answer.StatusCode != HttpStatusCode.BadRequest && !IsErrorPage(handler))
                {
                    Fault(handler, caller, answer, "takes a form without its token");
                }
            }
        }

        Report();
    }

    /// <summary>Asked in the month that has something to show.</summary>
    private static string OfTheMonth(Handler handler)
    {
        var address = AddressOf(handler, sample => sample.Own);
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}month={GuardedDistrict.Month}";
    }

    /// <summary>It stands in for the page that failed, whatever was sent there, and does nothing.</summary>
    private static bool IsErrorPage(Handler handler) => handler.Route == "/error/{code:int}";

    /// <summary>The browser is told to keep nothing and to run nothing of others.</summary>
    private static bool IsClosedToOthers(HttpResponseMessage answer) =>
        answer.Headers.CacheControl?.NoStore is true
        && answer.Headers.TryGetValues("Content-Security-Policy", out var policy)
        && policy.Single() is var only
        && only.StartsWith("default-src 'none'", StringComparison.Ordinal)
        && !only.Contains("unsafe", StringComparison.Ordinal)
        && answer.Headers.Contains("X-Content-Type-Options");

    private static bool IsShown(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.OK || (answer.StatusCode == HttpStatusCode.Redirect && !LeadsToSignIn(answer));

    private static bool IsRefused(HttpResponseMessage answer, Caller caller) =>
        caller.IsVisitor ? LeadsToSignIn(answer) : answer.StatusCode == HttpStatusCode.Forbidden;

    private static bool LeadsToSignIn(HttpResponseMessage answer) =>
        answer.Headers.Location?.OriginalString.Contains("/account/sign-in?back=", StringComparison.Ordinal) is true;

    private IEnumerable<Caller> LimitedIn(AccessLine line) => web.Limited.Where(caller => line.OpensFor(caller.Role));

    /// <summary>The handlers that can be asked; the others fail the first two tests.</summary>
    private IEnumerable<(Handler Handler, AccessLine Line)> Known() =>
        from handler in web.Handlers
        where handler.Line is not null && handler.Parameters.All(parameter => Samples.Of(parameter) is not null)
        select (handler, handler.Line);

    private async Task ThereAsync(Handler handler, Caller caller, Func<Sample, string?> choose)
    {
        if (!handler.Parameters.Any(parameter => choose(Samples.Of(parameter)!) is not null))
        {
            return;
        }

        using var answer = await caller.AskAsync(handler, AddressOf(handler, choose));
        if (!IsShown(answer))
        {
            Fault(handler, caller, answer, "is no record at all: the sample in Samples.cs is wrong");
        }
    }

    private static string AddressOf(Handler handler, Func<Sample, string?> choose) =>
        handler.AddressWith(parameter => choose(Samples.Of(parameter)!) ?? Samples.Of(parameter)!.Own);

    private async Task NotThereAsync(Func<Sample, string?> choose, Func<AccessLine, string, bool> applies)
    {
        foreach (var (handler, line) in Known())
        {
            if (!handler.Parameters.Any(parameter => choose(Samples.Of(parameter)!) is not null))
            {
                continue;
            }

            foreach (var caller in web.Callers.Where(caller => !caller.IsVisitor && line.OpensFor(caller.Role) && applies(line, caller.Role)))
            {
                using var answer = await caller.AskAsync(handler, AddressOf(handler, choose));
                if (answer.StatusCode != HttpStatusCode.NotFound)
                {
                    Fault(handler, caller, answer, "should be 404");
                }
            }
        }

        Report();
    }

    private void Fault(Handler handler, Caller caller, HttpResponseMessage answer, string what) =>
        _faults.Add($"{handler} as {(caller.IsVisitor ? "a visitor" : caller.Role)}: {what}; it is {(int)answer.StatusCode} {answer.Headers.Location}");

    private void Report() => Assert.True(_faults.Count == 0, string.Join('\n', _faults));
}

using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Security;

namespace MedicaidLogs.Web.Tests.Pages;

public sealed class DeskTests
{
    public static TheoryData<string> Roles => [.. UserRole.All];

    [Theory]
    [InlineData(UserRole.Clerk, "/clerk", "This month")]
    [InlineData(UserRole.Clerk, "/clerk/rejected", "Needs fixing")]
    [InlineData(UserRole.Clerk, "/clerk/entries/12", "Needs fixing")]
    [InlineData(UserRole.Clerk, "/clerk/students/3", "Students")]
    [InlineData(UserRole.Clerk, "/clerk/close/answers/3", "Close and bill")]
    [InlineData(UserRole.Clerk, "/clerk/claims/3", "Close and bill")]
    [InlineData(UserRole.Admin, "/admin/accounts/new", "Accounts")]
    [InlineData(UserRole.Clerk, "/account", null)]
    public void A_page_belongs_to_a_place(string role, string page, string? place) => Assert.Equal(place, Desk.PlaceOf(role, page)?.Title);

    [Theory, MemberData(nameof(Roles))]
    public void A_role_has_few_places_and_each_is_a_page_that_opens_for_it(string role)
    {
        var places = Desk.PlacesOf(role);

        Assert.InRange(places.Count, 2, Desk.Most);
        Assert.All(places.SelectMany(place => place.Within.Count > 0 ? place.Within : [place]), place =>
            Assert.Contains(AccessTable.Lines, line => line.Route == place.Path && line.Handlers.Contains("GET") && line.OpensFor(role)));
    }
}

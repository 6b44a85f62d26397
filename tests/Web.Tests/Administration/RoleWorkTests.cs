using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Administration;

namespace MedicaidLogs.Web.Tests.Administration;

public sealed class RoleWorkTests
{
    private const string Document = """
        ## Who may open what
        | page | handlers | who | scope | reads |
        |---|---|---|---|---|
        | `/account/sign-in` | GET, POST | anyone | - | - |
        | `/logs` | GET | clerk, provider | district or caseload | each student |
        | `/logs` | POST Make | clerk | district | - |
        | `/logs/{act:regex(^(a\|b)$)}` | GET | auditor | district | - |

        ## What each role may do
        | work | pages |
        |---|---|
        | Read logs | `/logs` |
        | Make logs | `POST /logs` |
        """;

    [Fact]
    public void Who_may_do_a_work_is_who_may_open_its_pages()
    {
        var works = RoleWork.Read(Document);

        Assert.Equal(["Read logs", "Make logs"], works.Select(work => work.Words));
        Assert.Equal(
            [RoleReach.WholeDistrict, RoleReach.OwnCaseload, RoleReach.None, RoleReach.WholeDistrict, RoleReach.None],
            UserRole.All.Select(role => works[0].Reach[role]));
        Assert.Equal([UserRole.Clerk], UserRole.All.Where(role => works[1].Reach[role] != RoleReach.None));
    }

    [Fact]
    public void A_page_without_work_and_work_without_a_page_are_faults()
    {
        Assert.Throws<FormatException>(() => RoleWork.Read(Document.Replace("| Read logs | `/logs` |\n", "", StringComparison.Ordinal)));
        Assert.Throws<FormatException>(() => RoleWork.Read(Document + "\n| Fly | `/fly` |"));
    }

    [Fact]
    public void The_documents_own_tables_go_together()
    {
        Assert.Contains(RoleWork.All, work => work.Reach[UserRole.Provider] == RoleReach.OwnCaseload);
        Assert.All(RoleWork.All.Where(work => work.Words.Contains("accounts", StringComparison.Ordinal)), work =>
            Assert.Equal([UserRole.Admin], UserRole.All.Where(role => work.Reach[role] != RoleReach.None)));
    }
}

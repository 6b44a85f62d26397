using MedicaidLogs.TestKit;

namespace MedicaidLogs.Web.Tests;

public sealed class SqlTests(DatabaseFixture database) : PreparedSqlTests(database, "MedicaidLogs.Web");

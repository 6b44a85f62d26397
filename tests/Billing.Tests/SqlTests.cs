using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests;

public sealed class SqlTests(DatabaseFixture database) : PreparedSqlTests(database, "MedicaidLogs.Billing");

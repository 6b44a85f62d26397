using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests;

public sealed class SqlTests(DatabaseFixture database) : PreparedSqlTests(database, "MedicaidLogs.Core");

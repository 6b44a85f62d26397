using MedicaidLogs.TestKit;

namespace MedicaidLogs.Worker.Tests;

public sealed class SqlTests(DatabaseFixture database) : PreparedSqlTests(database, "medlogs");

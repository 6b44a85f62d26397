using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests;

public sealed class SqlTests(DatabaseFixture database) : PreparedSqlTests(database, "MedicaidLogs.Ingest");

using System.Xml.Linq;
using Dapper;
using MedicaidLogs.Core.Database;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace MedicaidLogs.Web.Sessions;

/// <summary>The keys that seal cookies and forms, in the database, so that several web nodes share them.</summary>
public sealed class KeysInDatabase(NpgsqlDataSource database) : IXmlRepository
{
    [Sql]
    private const string AllSql = """
        select xml from ops.data_protection_key order by created_at, key_name
        """;

    [Sql]
    private const string InsertSql = """
        insert into ops.data_protection_key (key_name, xml) values (@friendlyName, @xml)
        on conflict (key_name) do nothing
        """;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        return [.. connection.Query<string>(AllSql).Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenConnection();
        connection.Execute(InsertSql, new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) });
    }
}

using System.Data;
using Dapper;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Database;

/// <summary>How rows become records everywhere: <c>charge_cents</c> fills <c>ChargeCents</c>, and our value types are columns.</summary>
internal static class DapperSetup
{
    private static readonly Lock _once = new();
    private static bool _done;

    public static void Apply()
    {
        lock (_once)
        {
            if (_done)
            {
                return;
            }

            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.AddTypeHandler(new DistrictIdHandler());
            SqlMapper.AddTypeHandler(new FileHashHandler());
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset)); // a handler writes only types that Dapper does not know
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.AddTypeHandler(new InstantHandler());
            _done = true;
        }
    }

    private sealed class DistrictIdHandler : SqlMapper.TypeHandler<DistrictId>
    {
        public override void SetValue(IDbDataParameter parameter, DistrictId value) => parameter.Value = value.Value;

        public override DistrictId Parse(object value) => new((int)value);
    }

    private sealed class FileHashHandler : SqlMapper.TypeHandler<FileHash>
    {
        public override void SetValue(IDbDataParameter parameter, FileHash value) => parameter.Value = value.ToBytes();

        public override FileHash Parse(object value) => FileHash.FromBytes((byte[])value);
    }

    /// <summary>Npgsql gives an instant as a UTC <see cref="DateTime"/> and takes none with an offset.</summary>
    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUniversalTime();

        public override DateTimeOffset Parse(object value) => new((DateTime)value);
    }
}

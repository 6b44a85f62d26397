using System.Text.Json.Nodes;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>The district's own layer over the state's pack: what its payer agreed with it alone. All of it is invented.</summary>
internal static class OwnPack
{
    public static byte[] Bytes() => Csv.Bytes([new JsonObject
    {
        ["name"] = "maple-grove",
        ["extends"] = "nh",
        ["version"] = "2026.1",
        ["title"] = "Maple Grove School District",
        ["values"] = new JsonObject { ["authorization.required"] = Authorizations.Required() },
        ["services"] = new JsonObject { [CaseManagement.Service] = CaseManagement.ServiceRule() },
        ["codes"] = new JsonArray(CaseManagement.CodeRule()),
    }.ToJsonString(new() { WriteIndented = true, NewLine = "\n" })]);
}

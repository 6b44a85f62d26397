using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Payers;

/// <summary>A shipped payer profile with some members changed.</summary>
internal static class AProfile
{
    /// <param name="change">Gets the one edition.</param>
    public static PayerProfile Like(string shipped, Action<JsonNode> change) =>
        PayerProfile.Parse("changed.json", Encoding.UTF8.GetBytes(JsonLike(shipped, file => change(file["editions"]![0]!))));

    /// <param name="change">Gets the whole file.</param>
    public static string JsonLike(string shipped, Action<JsonNode> change)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, $"src/Billing/Payers/Data/{shipped}.json")))!;
        change(file);
        return file.ToJsonString();
    }
}

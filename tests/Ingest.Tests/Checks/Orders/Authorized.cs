using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Sessions of October 6 under a pack that asks for prior authorization.</summary>
internal static class Authorized
{
    private static readonly RulePack _speech = PackAsking("SPEECH");

    public static RulePack PackAsking(params string[] servicesAndCodes) =>
        Packs.NewHampshireWith("authorization.required", new JsonArray([.. servicesAndCodes.Select(each => JsonValue.Create(each))]));

    public static EntryBuilder Speech(params Authorization[] authorizations) => Under(_speech, authorizations);

    public static EntryBuilder Under(RulePack pack, params Authorization[] authorizations) =>
        An.Entry().In(new DistrictBuilder { Pack = pack }).WithStudent(student => student with { Authorizations = authorizations });
}

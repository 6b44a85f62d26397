using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Tests.X12;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Payers;

public class PayerProfileTests
{
    private static readonly DateOnly Day = new(2026, 11, 5);

    public static TheoryData<string> Shipped => [.. PayerProfile.ShippedNames];

    [Fact]
    public void Four_profiles_are_shipped() => Assert.Equal(["clearinghouse", "nh-mmis", "ohio-odm", "tx-tmhp"], PayerProfile.ShippedNames);

    [Theory, MemberData(nameof(Shipped))]
    public void A_shipped_profile_makes_a_file_that_passes_every_rule(string name)
    {
        var profile = PayerProfile.Shipped(name);
        var edition = profile.On(Day);

        Assert.Equal(name, profile.Name);
        Assert.Empty(Validator837P.Check(File(edition), edition.Validation(Day, (_, _) => true)));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void Files_by_a_shipped_profile_are_test_files_from_invented_parties(string name)
    {
        var edition = PayerProfile.Shipped(name).On(Day);

        Assert.False(edition.Interchange.Production);
        Assert.Contains("EXAMPLE", edition.Interchange.ReceiverId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nh-mmis", "nh-mmis.837")]
    [InlineData("clearinghouse", "clearinghouse.837")]
    public void Payers_differ_by_data_alone(string name, string golden)
    {
        var edition = PayerProfile.Shipped(name).On(Day);
        var validated = Validated837P.TryCreate(File(edition), edition.Validation(Day, (_, _) => true), out _);
        using var stream = new MemoryStream();

        Write837P.To(stream, validated!);

        Golden.Same($"tests/Billing.Tests/Goldens/{golden}", stream.ToArray());
    }

    [Fact]
    public void The_edition_of_the_day_holds()
    {
        var profile = Read(Changed(file =>
        {
            var editions = file["editions"]!.AsArray();
            var later = editions[0]!.DeepClone();
            later["from"] = "2026-07-01";
            later["responseTimeoutDays"] = 30;
            editions.Add(later);
        }));

        Assert.Equal(90, profile.On(new(2026, 6, 30)).ResponseTimeoutDays);
        Assert.Equal(30, profile.On(new(2026, 7, 1)).ResponseTimeoutDays);
        Assert.Throws<PayerProfileException>(() => profile.On(new(2025, 6, 30)));
    }

    [Theory]
    [InlineData("interchange", "separators", "**^~", "$.editions[0].interchange.separators")]
    [InlineData("interchange", "separators", "*:^", "$.editions[0].interchange.separators")]
    [InlineData("claims", "linesPerClaim", 0, "$.editions[0].claims.linesPerClaim")]
    [InlineData("claims", "linesPerClaim", 51, "$.editions[0].claims.linesPerClaim")]
    [InlineData("claims", "linesPerClaim", "many", "$.editions[0].claims.linesPerClaim")]
    [InlineData("claims", "claimsPerTransaction", 5001, "$.editions[0].claims.claimsPerTransaction")]
    [InlineData("claims", "telehealthPlaceOfService", "2", "$.editions[0].claims.telehealthPlaceOfService")]
    [InlineData("interchange", "filesPerDay", 0, "$.editions[0].interchange.filesPerDay")]
    [InlineData("claims", "deniedAgainAs", "void", "$.editions[0].claims.deniedAgainAs")]
    [InlineData("claims", "pointsPerClaim", 1, "$.editions[0].claims.pointsPerClaim")]
    [InlineData("payer", "id", " ", "$.editions[0].payer.id")]
    [InlineData("providers", "billingTaxonomy", "251300000", "$.editions[0].providers.billingTaxonomy")]
    [InlineData("providers", "ordering", "claim", "$.editions[0].providers.ordering")]
    [InlineData("providers", "rendering", "everywhere", "$.editions[0].providers.rendering")]
    [InlineData("providers", "rendering", 1, "$.editions[0].providers.rendering")]
    public void A_fault_is_told_with_file_and_path(string part, string member, object value, string path)
    {
        var refused = Assert.Throws<PayerProfileException>(() => Read(Changed(file => file["editions"]![0]![part]![member] = JsonValue.Create(value))));

        Assert.StartsWith("mine.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(path + ":", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_member_is_told_by_name()
    {
        var refused = Assert.Throws<PayerProfileException>(() => Read(Changed(file => file["editions"]![0]!["payer"]!.AsObject().Remove("id"))));

        Assert.Contains("$.editions[0].payer", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'id'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var refused = Assert.Throws<PayerProfileException>(() => Read(Changed(file =>
        {
            file["editions"]![0]!["medicaidIdPattern"] = "[0-9";
            file["editions"]![0]!["responseTimeoutDays"] = 0;
            file["editions"]![0]!["payTo"] = new JsonObject { ["street"] = "PO Box 9", ["city"] = "Concord", ["state"] = "NH", ["postalCode"] = "0330" };
            file["editions"]![0]!["providers"]!["payerIds"] = new JsonObject { ["P7"] = " " };
            file["editions"]![0]!["claims"]!["lineNote"] = new JsonObject { ["kind"] = "ADD", ["text"] = "one: two" };
            file["editions"]![0]!["claims"]!["placesOfService"]!["school"] = "3";
        })));

        Assert.Contains("$.editions[0].medicaidIdPattern", refused.Message, StringComparison.Ordinal);
        Assert.Contains("$.editions[0].responseTimeoutDays", refused.Message, StringComparison.Ordinal);
        Assert.Contains("$.editions[0].payTo.postalCode", refused.Message, StringComparison.Ordinal);
        Assert.Contains("$.editions[0].providers.payerIds.P7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("$.editions[0].claims.lineNote.text", refused.Message, StringComparison.Ordinal);
        Assert.Contains("$.editions[0].claims.placesOfService.school", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Editions_stand_by_date()
    {
        var refused = Assert.Throws<PayerProfileException>(() => Read(Changed(file => file["editions"]!.AsArray().Add(file["editions"]![0]!.DeepClone()))));

        Assert.Contains("$.editions[1].from", refused.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("null"), InlineData(""), InlineData("[]"), InlineData("{"), InlineData("""{ "name": "x", "title": "x", "source": "x", "editions": [] }""")]
    public void What_is_no_profile_is_refused(string json) => Assert.Throws<PayerProfileException>(() => Read(json));

    [Fact]
    public void An_unknown_name_is_told_with_those_there_are()
    {
        var refused = Assert.Throws<PayerProfileException>(() => PayerProfile.Shipped("nh-mmiss"));

        Assert.Contains("nh-mmis", refused.Message, StringComparison.Ordinal);
    }

    private static Interchange837P File(PayerEdition edition)
    {
        var taxonomy = TaxonomyCode.Parse(edition.Providers.BillingTaxonomy);
        var claim = An837P.Claim() with
        {
            Note = edition.Claims.ClaimNote is { } note ? new(note.Kind, note.Text) : null,
            Rendering = edition.Providers.Rendering == ProviderPlace.Claim ? An837P.Therapist : null,
        };
        var transaction = An837P.Transaction(An837P.Student(claim) with { Payer = edition.ClaimPayer, FilingIndicator = edition.Claims.FilingIndicator }) with
        {
            Submitter = new("Maple Grove School District", edition.Submitter.Id, new("SPED Billing Office", "6035550100")),
            Receiver = edition.ClaimReceiver,
            BillingProvider = An837P.District with { Taxonomy = taxonomy },
        };
        return new() { Envelope = edition.Envelope(17, Day, new(9, 5)), Transactions = [transaction] };
    }

    private static PayerProfile Read(string json) => PayerProfile.Parse("mine.json", Encoding.UTF8.GetBytes(json));

    private static string Changed(Action<JsonNode> change) => AProfile.JsonLike("nh-mmis", change);
}

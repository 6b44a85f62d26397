using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace MedicaidLogs.Web.Tests.Provider;

public sealed partial class SignWithCodeTests(SigningMonth web) : IClassFixture<SigningMonth>
{
    private const string Email = "coder@maple-grove.example";
    private const string SignMay = "/provider/sign?month=2026-05";

    private readonly byte[] _key = OneTimeCode.NewKey();

    [Fact]
    public async Task A_one_time_code_signs_in_place_of_the_password_and_no_code_signs_twice()
    {
        using var provider = await SignedInWithCodeAsync(CodeOf(stepsOff: -1));

        Assert.Equal(HttpStatusCode.OK, await SignAsync(provider, SigningMonth.ToSignWithCode, CodeOf(stepsOff: -1))); // it signed in
        Assert.Equal(HttpStatusCode.Redirect, await SignAsync(provider, SigningMonth.ToSignWithCode, CodeOf(stepsOff: 0)));
        Assert.Equal(HttpStatusCode.OK, await SignAsync(provider, SigningMonth.LeftByUsedCode, CodeOf(stepsOff: 0)));

        Assert.Equal([SigningMonth.ToSignWithCode], await SignedAsync());
    }

    private async Task<HttpClient> SignedInWithCodeAsync(string code)
    {
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            var account = await web.AddUserAsync(connection, UserRole.Provider, Email);
            await using var scope = web.Services.CreateAsyncScope();
            (account.AuthenticatorKey, account.TwoFactorEnabled) = (scope.ServiceProvider.GetRequiredService<OneTimeCodeProvider>().Seal(_key), true);
            Assert.True(await UserAccounts.UpdateAsync(connection, account));
        }

        var client = web.Visitor();
        using var password = await WebFixture.SignInAsync(client, Email, WebFixture.Password);
        using var answer = await WebFixture.PostAsync(client, "/account/code", new() { ["Code"] = code });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    private static async Task<HttpStatusCode> SignAsync(HttpClient provider, long entryId, string code)
    {
        var page = await provider.GetStringAsync(SignMay);
        var key = SessionKey().Matches(page).Select(match => match.Value).First(key => key.StartsWith(entryId.ToString(CultureInfo.InvariantCulture) + ":", StringComparison.Ordinal));
        using var answer = await WebFixture.PostAsync(provider, SignMay, new() { ["Ticked"] = key, ["Password"] = code });
        return answer.StatusCode;
    }

    private async Task<List<long>> SignedAsync()
    {
        await using var query = web.DataSource.CreateCommand("select entry_id from intake.signature where district_id = $1 and entry_id in ($2, $3)");
        query.Parameters.AddWithValue(web.DistrictId.Value);
        query.Parameters.AddWithValue(SigningMonth.ToSignWithCode);
        query.Parameters.AddWithValue(SigningMonth.LeftByUsedCode);
        await using var rows = await query.ExecuteReaderAsync();
        var signed = new List<long>();
        while (await rows.ReadAsync())
        {
            signed.Add(rows.GetInt64(0));
        }

        return signed;
    }

    private string CodeOf(int stepsOff) => OneTimeCode.Of(_key, OneTimeCode.StepAt(WebFixture.Now) + stepsOff);

    [GeneratedRegex("""(?<=name="Ticked" value=")\d+:\d+""")]
    private static partial Regex SessionKey();
}

using System.Net;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Intake;

public sealed class TwoUploadsAMinute : WebFixture
{
    protected override int UploadsPerMinute => 2;
}

/// <summary>An account that sends file after file is slowed down; others, and forms without files, are not.</summary>
public sealed class UploadLimitTests(TwoUploadsAMinute web) : IClassFixture<TwoUploadsAMinute>
{
    [Fact]
    public async Task The_third_form_of_a_minute_is_told_to_wait()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        for (var i = 1; i <= 2; i++)
        {
            using var sent = await Sending.SendAsync(clerk, "", ($"notes{i}.csv", $"a,b\n{i},2\n"));
            Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        }

        using var third = await Sending.SendAsync(clerk, "", ("notes3.csv", "a,b\n3,2\n"));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Contains("Wait a minute, then send them again, several at once.", await third.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var finance = await web.SignInAsync(UserRole.Finance);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Sending.TokenIn(await finance.GetStringAsync("/finance/deposits"))), "__RequestVerificationToken" },
            { new ByteArrayContent("%PDF-1.4"u8.ToArray()), "file", "bank.csv" },
        };
        using var bank = await finance.PostAsync("/finance/deposits?handler=Import", form);
        Assert.Contains("It is a PDF.", await bank.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

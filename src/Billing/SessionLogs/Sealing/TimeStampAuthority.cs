using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Asks an authority to vouch for the time of a signature: RFC 3161, over HTTP.</summary>
/// <remarks>Its answer must be for this request and of this signature, and signed by a certificate made for time stamps.</remarks>
public sealed class TimeStampAuthority
{
    private const int NonceBytes = 16;
    private const int MostBytesOfAnswer = 64 * 1024;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(20);

    private static readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        MaxResponseContentBufferSize = MostBytesOfAnswer,
        Timeout = Timeout.InfiniteTimeSpan, // each question has a limit of its own
    };

    private readonly Uri _address;
    private readonly TimeSpan _limit;

    /// <param name="longest">What one stamp may take; left out: 20 seconds.</param>
    /// <exception cref="SealException">The address is not one of HTTP.</exception>
    public TimeStampAuthority(string address, TimeSpan? longest = null)
    {
        _address = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new SealException("The address of the time stamp authority must begin with https:// or http://.");
        _limit = longest ?? _longest;
    }

    /// <returns>The token, encoded as our seals are.</returns>
    /// <exception cref="TimeStampException">There is none to be had.</exception>
    internal async Task<byte[]> StampAsync(SignerInfo signature, CancellationToken cancellationToken)
    {
        var request = Rfc3161TimestampRequest.CreateFromSignerInfo(
            signature, HashAlgorithmName.SHA256, requestedPolicyId: null, Nonce(), requestSignerCertificates: true);
        var answer = await AskAsync(request.Encode(), cancellationToken);
        try
        {
            var token = request.ProcessResponse(answer, out _);
            return token.VerifySignatureForSignerInfo(signature, out var authority)
                ? CmsLayout.Write(token.AsSignedCms(), authority)
                : throw Fault("sent a stamp that does not hold");
        }
        catch (CryptographicException fault)
        {
            throw Fault("refused, or sent what is no stamp of this signature", fault);
        }
    }

    private async Task<byte[]> AskAsync(byte[] request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new("application/timestamp-query");
        try
        {
            using var answer = await _http.PostAsync(_address, content, limit.Token);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsByteArrayAsync(limit.Token)
                : throw Fault($"answered with HTTP status {(int)answer.StatusCode}");
        }
        catch (HttpRequestException fault)
        {
            throw Fault($"could not be asked ({fault.HttpRequestError})", fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fault($"did not answer within {_limit.TotalSeconds:0.#} s", fault);
        }
    }

    /// <summary>A positive number that nobody can guess.</summary>
    private static byte[] Nonce()
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        nonce[0] = (byte)((nonce[0] & 0x3F) | 0x40);
        return nonce;
    }

    private TimeStampException Fault(string what, Exception? cause = null) =>
        new($"The time stamp authority {_address.Host} {what}. Nothing is sealed without its stamp: try again later.", cause);
}

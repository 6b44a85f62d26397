using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Which certificate seals a district's documents: what the environment names, or one for trial.</summary>
public static class SealSetup
{
    /// <summary>Path of the PKCS#12 file. <c>{district}</c> in it stands for the district's code.</summary>
    public const string CertificateVariable = "MEDLOGS_SEAL_CERT";

    public const string PasswordVariable = "MEDLOGS_SEAL_PASSWORD";

    /// <summary>A file that holds the password, such as a container's secret; its last line break is not part of it.</summary>
    public const string PasswordFileVariable = "MEDLOGS_SEAL_PASSWORD_FILE";

    /// <summary>Address of a time stamp authority (RFC 3161) that vouches for the time of each seal; left out: none does.</summary>
    public const string StampVariable = "MEDLOGS_SEAL_TSA_URL";

    private static readonly TimeSpan _soon = TimeSpan.FromDays(30);

    /// <exception cref="SealException">None is set up, or it is not fit to seal with.</exception>
    public static SealCertificate Load(Session session, ParseResult parsed, District district)
    {
        var now = session.Clock.GetUtcNow();
        if (Environment.GetEnvironmentVariable(CertificateVariable) is { Length: > 0 } path)
        {
            var certificate = SealCertificate.Load(path.Replace("{district}", district.Code, StringComparison.Ordinal), Password(), now, Stamps());
            if (certificate.ExpiresAt - now < _soon)
            {
                session.Terminal.Note(
                    $"The certificate that seals expires on {certificate.ExpiresAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: ask for the next one now.");
            }

            return certificate;
        }

        var trial = TrialPath(parsed);
        if (!File.Exists(trial))
        {
            throw new SealException(
                $"Session logs are sealed with the district's certificate: name its PKCS#12 file in {CertificateVariable} and its password in {PasswordVariable} "
                + "or its file in " + PasswordFileVariable + ". For a trial, make one of your own: medlogs cert create");
        }

        session.Terminal.Note($"Sealing with the trial certificate {trial}: nobody but you has reason to trust it.");
        return SealCertificate.Load(trial, password: null, now, Stamps());
    }

    /// <summary>Where the trial certificate is: beside the private PostgreSQL, and as private.</summary>
    public static string TrialPath(ParseResult parsed) =>
        Path.Combine(Path.GetDirectoryName(parsed.GetRequiredValue(CommonOptions.Local)) ?? "", "seal-trial.p12");

    public static string? Password() => Environment.GetEnvironmentVariable(PasswordFileVariable) is { Length: > 0 } file
        ? File.ReadAllText(file).TrimEnd('\r', '\n')
        : Environment.GetEnvironmentVariable(PasswordVariable);

    private static TimeStampAuthority? Stamps() =>
        Environment.GetEnvironmentVariable(StampVariable) is { Length: > 0 } address ? new(address) : null;
}

using System.CommandLine;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs cert create</c>: a self-signed certificate, to try sealing with.</summary>
public static class CertificateCommand
{
    public static Command Create()
    {
        var output = new Option<string?>("--out") { Description = "The PKCS#12 file to write; its password is taken from MEDLOGS_SEAL_PASSWORD. Left out: the trial certificate, which has none." };
        var key = new Option<SealKey>("--key") { Description = "Its key: ec (P-256) or rsa (3072 bits)." };
        var create = new Command("create", "Make a self-signed certificate for trial.") { output, key };
        create.SetAction(Session.Run("cert create", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var path = parsed.GetValue(output);
            var written = path ?? SealSetup.TrialPath(parsed);
            SealCertificate.CreateTrial(written, district.Name, path is null ? null : SealSetup.Password(), session.Clock.GetUtcNow(), parsed.GetValue(key));
            session.Terminal.Line($"{written} seals for {district.Name}. It is self-signed: for trial, not for what is sent to anybody.");
            session.Terminal.Result("certificate", new { file = written });
            return ExitCode.Done;
        }));
        return new Command("cert", "The certificate that seals session logs.") { create };
    }

    /// <summary>Makes the trial certificate where none is set up and there is none yet; of two at once, one makes it.</summary>
    public static void EnsureTrial(Session session, ParseResult parsed, District district)
    {
        var path = SealSetup.TrialPath(parsed);
        if (Environment.GetEnvironmentVariable(SealSetup.CertificateVariable) is { Length: > 0 } || File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Environment.ProcessId}.part";
        SealCertificate.CreateTrial(partial, district.Name, password: null, session.Clock.GetUtcNow());
        try
        {
            File.Move(partial, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(partial);
        }
    }
}

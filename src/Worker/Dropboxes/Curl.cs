using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>Runs the program curl.</summary>
internal static class Curl
{
    private const string Mark = "server-said:";

    /// <param name="received">Gets what curl writes to standard output.</param>
    /// <param name="maxBytes">Most of it; a server may send without end.</param>
    /// <exception cref="DropboxException">curl ended with anything but 0, or is not there, or the server sent more.</exception>
    public static async Task RunAsync(CurlConfig config, Stream received, long maxBytes, CancellationToken cancellationToken)
    {
        using var curl = Start();
        try
        {
            // All three at once: a pipe that nobody empties stops the other side.
            var errors = curl.StandardError.ReadToEndAsync(cancellationToken);
            var output = CopyAsync(curl.StandardOutput.BaseStream, received, maxBytes, cancellationToken);
            await WriteAsync(curl, config.Set("write-out", $"%{{stderr}}{Mark}%{{response_code}}"), cancellationToken);
            await Task.WhenAll(output, errors, curl.WaitForExitAsync(cancellationToken));
            if (curl.ExitCode != 0)
            {
                throw CurlExit.Fault(curl.ExitCode, ServerCode(await errors));
            }
        }
        finally
        {
            if (!curl.HasExited)
            {
                curl.Kill();
            }
        }
    }

    private static Process Start()
    {
        // -q: no .curlrc of whoever runs the worker.
        var start = new ProcessStartInfo("curl", ["-q", "--config", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new DropboxException(DropboxFault.Setup, "The program curl is not installed on this machine.");
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if ((maxBytes -= read) < 0)
            {
                throw new DropboxException(DropboxFault.TooLong, "The server sent more than can be taken.");
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static async Task WriteAsync(Process curl, CurlConfig config, CancellationToken cancellationToken)
    {
        try
        {
            await curl.StandardInput.WriteAsync(config.ToString().AsMemory(), cancellationToken);
            curl.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; its exit code says why.
        }
    }

    /// <summary>The last three digits that an FTP server answered with; 0 where there is none.</summary>
    private static int ServerCode(string errors) =>
        errors.LastIndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at
        && int.TryParse(errors.AsSpan(at + Mark.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? code
            : 0;
}

using System.Runtime.CompilerServices;
using System.Text;
using MedicaidLogs.Core.Files;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MedicaidLogs.Web.Intake;

/// <summary>A file of a form, on its way into the store.</summary>
/// <param name="Name">As the sender's computer calls it, without its folders.</param>
/// <param name="Content">At its beginning, to be read once; null where it is not taken.</param>
/// <param name="Refusal">Why it is not taken, in words; null where it is.</param>
public sealed record UploadedFile(string Name, FileStream? Content, string? Refusal);

/// <summary>
/// A form with files, read as it arrives: its fields, then file after file. Each file rests in a temporary file that nobody else can read
/// until it is stored; memory is one chunk.
/// </summary>
/// <remarks>
/// The page turns the framework's own check of the form's token off, leaves it to <see cref="OpenAsync"/>, binds nothing, and its handler
/// has no parameters: else the framework reads the whole form first. The files stand behind all fields.
/// </remarks>
public sealed class UploadForm
{
    /// <summary>More files than this come in two forms.</summary>
    public const int MostFiles = 50;

    public const long MostBytesPerFile = FileStore.MaximumBytes;

    /// <summary>Of one form.</summary>
    public const long MostBytes = 4 * FileStore.MaximumBytes;

    private const int MostFields = 20;
    private const int LongestField = 1 << 12; // the token is the longest
    private const int LongestName = 200;
    private const int ChunkBytes = 1 << 16;

    private readonly MultipartReader? _reader;
    private readonly Dictionary<string, string> _fields = [];
    private FileMultipartSection? _first;

    private UploadForm(MultipartReader? reader) => _reader = reader;

    /// <summary>Reads the fields, and leaves the files for <see cref="FilesAsync"/>.</summary>
    /// <returns>Null for a form without its token, or one that no page of ours makes: it is refused.</returns>
    public static async Task<UploadForm?> OpenAsync(HttpContext http)
    {
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        var boundary = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        if (string.IsNullOrEmpty(boundary))
        {
            return await antiforgery.IsRequestValidAsync(http) ? new(reader: null) : null;
        }

        var form = new UploadForm(new MultipartReader(boundary, http.Request.Body));
        if (!await form.ReadFieldsAsync(http.RequestAborted))
        {
            return null;
        }

        var names = http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;
        http.Request.Headers[names.HeaderName!] = form.Field(names.FormFieldName); // asked for before the body, which is then left alone
        return await antiforgery.IsRequestValidAsync(http) ? form : null;
    }

    /// <summary>Empty where the form has no such field.</summary>
    public string Field(string name) => _fields.GetValueOrDefault(name, "");

    /// <summary>File after file; each is gone when the next one is asked for.</summary>
    /// <param name="taken">What may come.</param>
    public async IAsyncEnumerable<UploadedFile> FilesAsync(
        FileContent[] taken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        for (var file = _first; file is not null; file = await NextFileAsync(cancellationToken))
        {
            if (file.FileName.Length == 0)
            {
                continue; // what a browser sends where no file was chosen
            }

            if (++count > MostFiles)
            {
                yield return new(NameOf(file), null, $"It is one too many: send at most {MostFiles} files at once.");
                yield break;
            }

            await using var spool = FileStore.NewSpool();
            var refusal = await CopyAsync(file.FileStream!, spool, cancellationToken)
                ? ContentCheck.Refusal(await HeadAsync(spool, cancellationToken), taken)
                : $"It is longer than {MostBytesPerFile >> 20} MiB, the most that one file may be. Split it.";
            yield return new(NameOf(file), refusal is null ? spool : null, refusal);
        }
    }

    private static string NameOf(FileMultipartSection file)
    {
        var name = file.FileName[(file.FileName.AsSpan().LastIndexOfAny('/', '\\') + 1)..].Trim();
        return name.Length == 0 ? "file" : name[^Math.Min(name.Length, LongestName)..];
    }

    /// <returns>False where it is too long.</returns>
    private static async Task<bool> CopyAsync(Stream content, FileStream spool, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkBytes];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (spool.Position + read > MostBytesPerFile)
            {
                return false;
            }

            await spool.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        spool.Position = 0;
        return true;
    }

    /// <summary>The file's first bytes; it is at its beginning again afterwards.</summary>
    public static async Task<byte[]> HeadAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[(int)Math.Min(content.Length, ContentCheck.HeadBytes)];
        await content.ReadExactlyAsync(head, cancellationToken);
        content.Position = 0;
        return head;
    }

    /// <returns>False where it has more, or longer ones, than any page of ours.</returns>
    private async Task<bool> ReadFieldsAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _reader!.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.AsFileSection() is { } file)
                {
                    _first = file;
                    return true;
                }

                if (section.AsFormDataSection() is not { } field || _fields.Count == MostFields
                    || await TextAsync(field.Section.Body, cancellationToken) is not { } text)
                {
                    return false;
                }

                _fields[field.Name] = text;
            }

            return true;
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // it ends before its last boundary
        }
    }

    private static async Task<string?> TextAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length > LongestField ? null : Encoding.UTF8.GetString(bytes, 0, length);
    }

    private async Task<FileMultipartSection?> NextFileAsync(CancellationToken cancellationToken)
    {
        while (await _reader!.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                return file;
            }
        }

        return null;
    }
}

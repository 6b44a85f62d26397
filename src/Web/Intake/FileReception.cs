using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Screening;
using MedicaidLogs.Web.Accounts;
using Npgsql;

namespace MedicaidLogs.Web.Intake;

/// <summary>What came of a form with files.</summary>
/// <param name="Refused">Files of which nothing is kept: name and reason.</param>
public sealed record Received(IReadOnlyList<Receipt> Files, IReadOnlyList<(string Name, string Reason)> Refused);

/// <summary>Receives the files of a form, each as what it was said to be, or as what it plainly is; the worker takes them in.</summary>
public sealed class FileReception(NpgsqlDataSource database, FileIntake intake)
{
    /// <summary>The choice under which each file is known by its columns.</summary>
    public const string ByColumns = "";

    /// <param name="choice">One of <see cref="ByColumns"/>, a kind, or <see cref="ChoiceOf"/> a mapping.</param>
    /// <param name="cancellationToken">What was received until then stays received.</param>
    public async Task<Received> ReceiveAsync(SignedInUser who, UploadForm form, string choice, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var mappings = await SavedMapping.ListAsync(connection, who.DistrictId, cancellationToken);
        var chosen = Find(choice, mappings);
        var files = new List<Receipt>();
        var refused = new List<(string, string)>();
        await foreach (var file in form.FilesAsync([FileContent.Text], cancellationToken))
        {
            if (file.Content is { } content)
            {
                var header = CsvFile.HeaderOf(await UploadForm.HeadAsync(content, cancellationToken));
                if (header is not null && LeieFile.IsOne(header))
                {
                    refused.Add((file.Name, "It is the OIG’s exclusion list: send it on the page “The exclusion list”."));
                    continue;
                }

                var reading = chosen ?? (header is null ? null : FileRecognition.Of(file.Name, header, mappings));
                files.Add(await intake.ReceiveAsync(
                    who.DistrictId, new SentFile(reading?.Kind ?? FileKinds.Unknown, file.Name, reading?.Mapping, who.Actor), content, cancellationToken));
            }
            else
            {
                refused.Add((file.Name, file.Refusal!));
            }
        }

        return new(files, refused);
    }

    public static string ChoiceOf(SavedMapping mapping) => $"{mapping.Kind}/{mapping.Source}";

    /// <summary>What a choice says; null where it says nothing that there is.</summary>
    public static FileReading? Find(string choice, IReadOnlyList<SavedMapping> mappings) =>
        FileKinds.FormatOf(choice) is { } format
            ? new(format.Kind, null)
            : mappings.FirstOrDefault(mapping => ChoiceOf(mapping) == choice) is { } found ? new(found.Kind, found.Mapping) : null;
}

using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>Somebody says how a file is read: as what, by which mapping, or by a new one made here; and sees its first rows as they would be read.</summary>
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class FileColumnsModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, FileIntake intake, MappingStore store, TimeProvider clock) : PageModel
{
    private byte[] _head = [];

    public FileTakenIn Source { get; private set; } = null!;

    public IReadOnlyList<SavedMapping> Mappings { get; private set; } = [];

    /// <summary>As the choice names it: a kind, or a kind and a source.</summary>
    public string As { get; private set; } = "";

    public MappingForm Form { get; private set; } = null!;

    /// <summary>Null where the file cannot be looked at.</summary>
    public FilePreview? Preview { get; private set; }

    /// <summary>Its columns are ours: no mapping is needed.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>What stands in the way, with the field it is about.</summary>
    public List<(string Field, string Words)> Problems { get; } = [];

    /// <summary>Somebody may still say how it is read.</summary>
    public bool IsOpen => Source.IsWaiting || Source.IsRefused;

    public async Task<IActionResult> OnGetAsync(long importFileId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(importFileId, cancellationToken))
        {
            return NotFound();
        }

        var reading = Chosen(Request.Query["as"].ToString());
        var saved = Mappings.FirstOrDefault(mapping => reading.Mapping is not null && FileReception.ChoiceOf(mapping) == As);
        IsOurs = reading.Mapping is null && HeaderFit.Of(HeaderOf(), FileKinds.FormatOf(reading.Kind)!, null).Fits;
        Form = WithFormats(MappingForm.Begin(reading, saved?.FilePattern ?? "", HeaderOf()), isNew: reading.Mapping is null);
        Look(IsOurs ? reading : Mapped());
        return Page();
    }

    /// <summary>Shows what the form's mapping makes of the file; keeps nothing.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(long importFileId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(importFileId, cancellationToken))
        {
            return NotFound();
        }

        await ReadFormAsync(cancellationToken);
        Look(Mapped());
        return Page();
    }

    /// <summary>Keeps the mapping for the vendor's later files, and has this one taken in by it.</summary>
    public async Task<IActionResult> OnPostSaveAsync(long importFileId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(importFileId, cancellationToken))
        {
            return NotFound();
        }

        await ReadFormAsync(cancellationToken);
        var reading = Mapped();
        Look(reading);
        Demand(Form.Source.Length > 0, "source", "Say whose files they are.");
        Demand(Form.Pattern.Length <= MappingStore.LongestPattern, "pattern", $"The name of files is longer than {MappingStore.LongestPattern} characters.");
        foreach (var missing in Preview?.Fit.Uses.Where(use => use is { Column.IsRequired: true, Header: null, Constant: null }) ?? [])
        {
            var name = missing.Column.Name;
            Demand(false, MappingForm.ColumnField(name), $"{ColumnText.LabelOf(Form.Kind, name)} is needed: say which column of the file it is.");
        }

        if (Problems.Count > 0 || reading?.Mapping is not { } mapping)
        {
            return Page();
        }

        await store.SaveAsync(visit.User.DistrictId, mapping, Form.Pattern.Length > 0 ? Form.Pattern : null, visit.User.Actor, cancellationToken);
        return await TakeAsync(reading, $"Later files of {mapping.Source} are read in the same way.", cancellationToken);
    }

    /// <summary>Has the file taken in as a kind of ours.</summary>
    public async Task<IActionResult> OnPostTakeAsync(long importFileId, CancellationToken cancellationToken) =>
        await LoadAsync(importFileId, cancellationToken)
            ? await TakeAsync(Chosen(Request.Query["as"].ToString()), "", cancellationToken)
            : NotFound();

    private async Task<IActionResult> TakeAsync(FileReading reading, string more, CancellationToken cancellationToken)
    {
        var receipt = await intake.ReadAsAsync(
            visit.User.DistrictId, Source.ImportFileId, new SentFile(reading.Kind, Source.FileName, reading.Mapping, visit.User.Actor), cancellationToken);
        TempData[Flash.Key] = (receipt is null ? "Somebody said before how this file is read." : $"A worker takes it in. {more}").TrimEnd();
        var to = receipt?.ImportFileId ?? Source.ImportFileId;
        return Redirect(FilesModel.AddressOfSent(new Receipt(to, receipt?.CameBefore ?? true)));
    }

    private async Task<bool> LoadAsync(long importFileId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FileTakenIn.FindAsync(connection, visit.User.DistrictId, importFileId, cancellationToken) is not { } file)
        {
            return false;
        }

        Source = file;
        reads.Of("import-file", importFileId); // its rows may name students
        Mappings = await SavedMapping.ListAsync(connection, visit.User.DistrictId, cancellationToken);
        _head = await WaitingFile.HeadAsync(connection, visit.User.DistrictId, importFileId, cancellationToken);
        return true;
    }

    private IReadOnlyList<string> HeaderOf() => CsvFile.HeaderOf(_head) ?? [];

    /// <summary>What is asked for; else what the file was read as, or what comes nearest.</summary>
    private FileReading Chosen(string asked)
    {
        var reading = FileReception.Find(asked, Mappings)
            ?? FileReception.Find($"{Source.Kind}/{Source.Source}", Mappings)
            ?? FileReception.Find(Source.Kind, Mappings)
            ?? FileRecognition.Nearest(HeaderOf(), Mappings);
        As = reading.Mapping is { } mapping ? $"{reading.Kind}/{mapping.Source}" : reading.Kind;
        return reading;
    }

    private async Task ReadFormAsync(CancellationToken cancellationToken)
    {
        var form = await Request.ReadFormAsync(cancellationToken);
        var kind = Chosen(form["as"].ToString()).Kind;
        Form = MappingForm.From(kind, form);
    }

    /// <summary>A new mapping begins with the formats that the file's own values have.</summary>
    private MappingForm WithFormats(MappingForm form, bool isNew)
    {
        if (!isNew || _head.Length == 0)
        {
            return form;
        }

        var values = CsvFile.ValuesOf(_head, mostRows: 50);
        return form with
        {
            Dates = FormatChoices.Guess(values, FormatChoices.Dates, "yyyy-MM-dd"),
            Times = FormatChoices.Guess(values, FormatChoices.Times, "HH:mm"),
            Instants = FormatChoices.Guess(values, FormatChoices.Instants, "yyyy-MM-ddTHH:mm"),
        };
    }

    /// <summary>The form's mapping; without a name of its own as long as the page is only looked at.</summary>
    private FileReading? Mapped()
    {
        try
        {
            var named = Form.Source.Length > 0 ? Form : Form with { Source = "new" };
            return new(Form.Kind, named.ToMapping(HeaderOf()));
        }
        catch (ColumnMappingException fault)
        {
            Problems.Add(("source", fault.Message));
            return null;
        }
    }

    private void Look(FileReading? reading)
    {
        try
        {
            Preview = FilePreview.Of(
                _head, reading ?? new(Form.Kind, null), visit.District.Zone, visit.District.RulePack.On(visit.District.Today(clock)));
        }
        catch (FileRefusedException fault)
        {
            Problems.Add(("as", fault.Message));
        }
    }

    private void Demand(bool holds, string field, string words)
    {
        if (!holds)
        {
            Problems.Add((field, words));
        }
    }
}

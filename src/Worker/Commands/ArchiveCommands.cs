using System.CommandLine;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs export-all DIR</c> and <c>medlogs import-all DIR</c>: everything of a district, out of one installation and into another.</summary>
public static class ArchiveCommands
{
    public static Command CreateExport()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to make. It may be there if it is empty." };
        var command = new Command("export-all", "Write everything of a district into a folder: tables, files, documented formats, a manifest.") { folder };
        command.SetAction(Session.Run("export-all", async (session, parsed, cancellationToken) =>
        {
            var (district, path) = (await session.DistrictAsync(cancellationToken), parsed.GetRequiredValue(folder));
            var written = await new DistrictExport(session.Database, session.Clock).WriteAsync(district.DistrictId, path, session.Actor, cancellationToken);
            session.Terminal.Line($"{path}: {Text.Count(written.Files, "file", "files")}, {Text.Count(written.Bytes, "byte", "bytes")}.");
            session.Terminal.Line($"SHA-256 of its manifest, to note elsewhere: {written.ManifestSha256}");
            Tell(session.Terminal, district.Code, written);
            return ExitCode.Done;
        }));
        return command;
    }

    public static Command CreateImport()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "A folder that export-all made." }.AcceptExistingOnly();
        var command = new Command("import-all", "Load a district's folder into an installation that does not have the district.") { folder };
        command.SetAction(Session.Run("import-all", async (session, parsed, cancellationToken) =>
        {
            var loaded = await new DistrictImport(session.Database, session.Clock)
                .LoadAsync(parsed.GetRequiredValue(folder).FullName, session.Actor, cancellationToken);
            var code = loaded.Manifest.District.Code;
            session.Terminal.Line($"District {code} is loaded: {Text.Count(loaded.Record.Files, "file", "files")}, {Text.Count(loaded.Record.Bytes, "byte", "bytes")}.");
            session.Terminal.Line("Look at its books with 'medlogs verify'. Its accounts have no passwords yet, and its places are stopped: see docs/way-out.md.");
            Tell(session.Terminal, code, loaded.Record);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Tell(Terminal terminal, string district, ArchiveRecord archive) =>
        terminal.Result("archive", new { district, archive.ManifestSha256, archive.Files, archive.Bytes });
}

using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Web.Intake;

namespace MedicaidLogs.Web.Administration;

/// <summary>Places in an office's words.</summary>
public static class PlaceText
{
    public const string Path = "/admin/places";

    /// <summary>The kinds that an administrator sets up, and what each is, the best first. Folders of the workers' machines are not among them.</summary>
    public static IReadOnlyList<(string Kind, string Title, string Says)> Kinds { get; } =
    [
        ("sftp", "SFTP", "Encrypted, over SSH. Ask the partner for the address, your user name and the fingerprint of the server’s host key."),
        ("ftps", "FTPS", "FTP that is encrypted. Ask the partner for the address and your user name."),
        ("ftp", "FTP, not encrypted", "Anybody on the way can read the password and the files, students’ names in them. Only within a network of your own."),
    ];

    public static string AddressOf(int placeId) => $"{Path}/{placeId}";

    public static string KindOf(string kind) => kind == "folder" ? "A folder of the workers’ machines" : Kinds.First(each => each.Kind == kind).Title;

    /// <summary>Where it is: a server with its port; nothing for a folder.</summary>
    public static string ServerOf(PlaceFile file) => file.Port is { } port ? $"{file.Address}, port {port}" : file.Address ?? "";

    public static string FolderOf(string folder) => folder.Length == 0 ? "where the login begins" : folder;

    public static string WhatOf(FilePattern pattern) =>
        pattern.Kind == FilePattern.Answers ? FileFilter.Kinds["answer"] : KindText.TitleOf(pattern.Kind);

    public static string KindOf(SeenFile file) => file.Kind == FilePattern.Answers ? FileFilter.Kinds["answer"] : KindText.TitleOf(file.Kind);

    public static (string Severity, string Words) StateOf(Place place) => place switch
    {
        { PausedAt: not null } => ("not-billable", "Paused"),
        { StoppedAt: not null } => ("reject", "Stopped"),
        { Problem: not null } => ("warn", "Tried again by itself"),
        { GoodAt: null } => ("next", "Not tried yet"),
        _ => ("good", "Good"),
    };

    public static (string Severity, string Words) OutcomeOf(SeenFile file) => file switch
    {
        { Outcome: "taken-in" } => ("good", "Taken in"),
        { Outcome: "came-before" } => ("not-billable", "Came before, nothing changed"),
        { Outcome: "refused" } => ("reject", "Refused"),
        { Problem: not null } => ("warn", "Not fetched"),
        _ => ("next", "Waits until it no longer grows"),
    };

    public static string AfterOf(FetchRule fetch) => fetch.After switch
    {
        "move" => $"moved into the folder {fetch.MoveTo}",
        "remove" => "removed",
        _ => "left there",
    };
}

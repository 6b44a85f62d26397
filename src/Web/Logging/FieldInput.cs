using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Web.Entries;

namespace MedicaidLogs.Web.Logging;

/// <summary>One input of the form that logs a session.</summary>
/// <param name="Choices">Null where it is typed.</param>
/// <param name="Problem">What to enter instead; null where nothing is wrong.</param>
/// <param name="Found">What the checks would hold against it.</param>
public sealed record FieldInput(
    FormField At, string Value, IReadOnlyList<(string Value, string Title)>? Choices, string? Problem, IReadOnlyList<Finding> Found)
{
    public LoggedField Field => LoggedField.ByName[At.Name];

    public string Name => LogFormFields.NameOf(At);

    public string Id => LogFormFields.ElementIdOf(At);

    /// <summary>As <see cref="LoggedField.Width"/>; what was done takes all of it here.</summary>
    public string Width => Field.IsWritten ? "whole" : Field.Width;

    /// <summary>The heaviest finding as a class of entry.css; empty without one.</summary>
    public string Weight => Found.Count > 0 ? SeverityText.Of(Found[0].Severity) : "";

    public string? About => Found.Count > 0 || Problem is not null ? Id + "-about" : null;
}

using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Web.Intake;

namespace MedicaidLogs.Web.Tests.Intake;

public sealed class ColumnTextTests
{
    public static TheoryData<string> Kinds => [.. FileKinds.All.Select(kind => kind.Format.Kind)];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_column_of_a_kind_has_a_label_of_its_own(string kind)
    {
        var labels = FileKinds.FormatOf(kind)!.Columns.Select(column => ColumnText.LabelOf(kind, column.Name)).ToList();

        Assert.Equal(labels.Count, labels.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(labels, label => label.Contains('_', StringComparison.Ordinal));
    }
}

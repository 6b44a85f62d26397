using MedicaidLogs.Web.Tests.Closing;
using MedicaidLogs.Web.Tests.Finance;
using MedicaidLogs.Web.Tests.Pages;
using MedicaidLogs.Web.Tests.Records;
using MedicaidLogs.Web.Tests.Scale;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("MedicaidLogs.Web.Tests.LongestFirst", "MedicaidLogs.Web.Tests")]

namespace MedicaidLogs.Web.Tests;

/// <summary>Classes that take long begin first: one that began last would run alone while the other core is idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] _longest =
    [
        typeof(RefusedFormTests), typeof(ClerkPagesLookTests), typeof(OtherPagesLookTests), typeof(AdminPagesLookTests), typeof(ReadsTests),
        typeof(FinanceLookTests), typeof(RecordLookTests), typeof(CloseTests),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindLastIndex(_longest, type => IsOf(type, collection)) is >= 0 and var place ? place : _longest.Length);

    private static bool IsOf(Type type, ITestCollection collection) => collection.DisplayName.EndsWith($" {type.FullName}", StringComparison.Ordinal);
}

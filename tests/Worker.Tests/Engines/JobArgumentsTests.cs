using System.Reflection;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Jobs;

namespace MedicaidLogs.Worker.Tests.Engines;

/// <summary>Arguments of jobs are stored readable, in the engine's tables and in lists: they name what to work on by number or date.</summary>
public sealed partial class JobArgumentsTests
{
    private static readonly HashSet<Type> _harmless = [typeof(int), typeof(long), typeof(short), typeof(Guid), typeof(DateOnly), typeof(DateTimeOffset)];

    public static TheoryData<Type> All => [.. typeof(JobKinds).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IJobArguments)) && !type.IsAbstract)];

    [Theory, MemberData(nameof(All))]
    public void They_hold_nothing_but_numbers_and_dates(Type arguments) =>
        Assert.Empty(
            from parameter in Assert.Single(arguments.GetConstructors()).GetParameters()
            let type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType
            where !_harmless.Contains(type) && !type.IsEnum
            select parameter.Name);

    [Theory, MemberData(nameof(All))]
    public void They_keep_no_text_of_their_own(Type arguments) =>
        Assert.Empty(
            from property in arguments.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            where property.CanWrite && property.PropertyType == typeof(string)
            select property.Name);

    [Theory, MemberData(nameof(All))]
    public void They_are_named_as_the_list_of_kinds_has_them(Type arguments)
    {
        var kind = Assert.Single(JobKinds.All, kind => kind.Arguments == arguments);
        var parameters = Assert.Single(arguments.GetConstructors()).GetParameters();
        var example = (IJobArguments)Activator.CreateInstance(arguments, [.. parameters.Select(parameter => Activator.CreateInstance(parameter.ParameterType))])!;

        Assert.Equal(kind.Name, example.Kind);
        Assert.Matches(Subject(), example.Subject);
    }

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex Subject();
}

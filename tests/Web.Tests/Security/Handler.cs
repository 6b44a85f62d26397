using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>One thing that the application answers to: a page's handler, or another endpoint's method.</summary>
/// <param name="Name">The method, and the handler's own name after it: <c>POST Return</c>.</param>
public sealed record Handler(RouteEndpoint Endpoint, string Route, string Name)
{
    public bool IsPost => Name.StartsWith("POST", StringComparison.Ordinal);

    public IEnumerable<string> Parameters => Endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name);

    public AccessLine? Line => AccessTable.Lines.SingleOrDefault(line => line.Route == Route && line.Handlers.Contains(Name));

    /// <summary>The address, with a value in each parameter's place.</summary>
    public string AddressWith(Func<string, string> valueOf)
    {
        var path = "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => Uri.EscapeDataString(valueOf(parameter.Name)),
            _ => throw new NotSupportedException($"{Route} has a part of a new kind."),
        }))));
        return Name.Split(' ') is [_, var handler] ? $"{path}?handler={handler}" : path;
    }

    public override string ToString() => $"{Name} {Route}";

    /// <summary>All that the application has, found from its own routes.</summary>
    public static async Task<IReadOnlyList<Handler>> DiscoverAsync(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var handlers = new List<Handler>();
        foreach (var endpoint in services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).Cast<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any method"];
                handlers.AddRange(methods.Select(method => new Handler(endpoint, route, method)));
                continue;
            }

            var compiled = await loader.LoadAsync(page, endpoint.Metadata);
            handlers.AddRange(compiled.HandlerMethods.Select(method =>
                new Handler(endpoint, route, $"{method.HttpMethod.ToUpperInvariant()} {method.Name}".TrimEnd())));
        }

        return handlers;
    }
}

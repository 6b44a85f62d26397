using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace MedicaidLogs.Web.Security;

/// <summary>Who the caller is and whether they came by TLS, as a proxy in front tells it; only proxies that are named are believed.</summary>
public static class BehindProxy
{
    /// <summary>Configuration key: addresses and networks, separated by commas: <c>127.0.0.1,10.0.0.0/8</c>.</summary>
    public const string KnownKey = "Proxy:Known";

    private const int HstsDays = 365;

    /// <exception cref="FormatException">What is named is no address or network.</exception>
    public static void AddBehindProxy(this IServiceCollection services, IConfiguration configuration)
    {
        var known = (configuration[KnownKey] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = known.Length > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var each in known)
            {
                var network = each.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(each) : Alone(IPAddress.Parse(each));
                options.KnownIPNetworks.Add(network);
            }
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(HstsDays));
    }

    private static IPNetwork Alone(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);
}

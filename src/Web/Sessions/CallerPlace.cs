using System.Net;
using System.Net.Sockets;

namespace MedicaidLogs.Web.Sessions;

/// <summary>From where someone signs in, in words that let them know their own session again, and tell no more.</summary>
public static class CallerPlace
{
    private const int Ipv4BytesKept = 3;
    private const int Ipv6BytesKept = 6;

    /// <summary>What browsers call themselves; the first that is found counts, for each also names those it descends from.</summary>
    private static readonly (string Mark, string Name)[] _browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] _systems =
        [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Linux", "Linux")];

    /// <summary>"Firefox on Windows".</summary>
    public static string BrowserOf(string userAgent) =>
        $"{NameOf(_browsers, userAgent, "A browser")} on {NameOf(_systems, userAgent, "another system")}";

    /// <summary>The network: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        var kept = plain.AddressFamily == AddressFamily.InterNetwork ? Ipv4BytesKept : Ipv6BytesKept;
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }

    private static string NameOf((string Mark, string Name)[] known, string userAgent, string otherwise) =>
        known.FirstOrDefault(each => userAgent.Contains(each.Mark, StringComparison.Ordinal)).Name ?? otherwise;
}

namespace MedicaidLogs.Billing.X12;

/// <summary>The services in a claim file so far, for rule 42: the same one twice, even in different parts, draws a denial as a duplicate.</summary>
/// <remarks>Some fifty bytes for each line of the file. Not safe for several threads.</remarks>
public sealed class Services837P
{
    private readonly HashSet<ServiceKey> _services = [];
    private readonly List<ServiceKey> _ofPart = [];

    /// <returns>False when it is there already.</returns>
    internal bool Add(ServiceKey service)
    {
        var isNew = _services.Add(service);
        if (isNew)
        {
            _ofPart.Add(service);
        }

        return isNew;
    }

    /// <summary>The part goes into the file.</summary>
    internal void Keep() => _ofPart.Clear();

    /// <summary>The part does not go into the file as it is.</summary>
    internal void Forget()
    {
        _services.ExceptWith(_ofPart);
        _ofPart.Clear();
    }
}

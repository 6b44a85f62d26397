using System.Globalization;

namespace MedicaidLogs.Core.Ids;

/// <summary>The district (tenant) that a row belongs to: a positive number given by the store.</summary>
public readonly record struct DistrictId
{
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public DistrictId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        Value = value;
    }

    public int Value { get; }

    public bool IsEmpty => Value == 0;

    public static bool TryParse(ReadOnlySpan<char> text, out DistrictId districtId)
    {
        var read = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        districtId = read ? new(value) : default;
        return read;
    }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

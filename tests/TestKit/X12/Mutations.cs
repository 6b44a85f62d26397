namespace MedicaidLogs.TestKit.X12;

/// <summary>What lines, disks and people do to a file: bytes changed, lost, added, doubled and swapped.</summary>
public static class Mutations
{
    private const int MostAtOnce = 4;

    /// <summary>Bytes that mean something to a reader, so that mutations often do.</summary>
    private static readonly byte[] _telling = [.. "*:^~|>\n\r -.+0A"u8, 0x00, 0x1a, 0x1d, 0x80, 0xFF, 0xFE];

    /// <summary>One to four mutations, one after the other. The same random numbers give the same bytes.</summary>
    public static byte[] Of(byte[] text, Random random)
    {
        var bytes = new List<byte>(text);
        for (var left = random.Next(1, MostAtOnce + 1); left > 0; left--)
        {
            Mutate(bytes, random);
        }

        return [.. bytes];
    }

    private static void Mutate(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(Span(random), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count: // One bit.
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count: // One byte.
                bytes[at] = AnyByte(random);
                break;
            case 2:
                bytes.Insert(at, AnyByte(random));
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4: // A span stands twice.
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5: // A span stands elsewhere once more.
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 6 when random.Next(4) == 0: // The rest is lost. More often, and little else would be seen behind it.
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 7:
                SwapSeparators(bytes, random);
                break;
        }
    }

    /// <summary>Two separators change places: everywhere, as a wrong ISA makes them, or from one place on.</summary>
    private static void SwapSeparators(List<byte> bytes, Random random)
    {
        var (one, other) = (_telling[random.Next(6)], _telling[random.Next(6)]);
        for (var i = random.Next(2) * random.Next(bytes.Count + 1); i < bytes.Count; i++)
        {
            bytes[i] = bytes[i] == one ? other : bytes[i] == other ? one : bytes[i];
        }
    }

    /// <summary>Mostly a few bytes, now and then segments.</summary>
    private static int Span(Random random) => random.Next(1, random.Next(4) == 0 ? 400 : 12);

    private static byte AnyByte(Random random) => random.Next(2) == 0 ? _telling[random.Next(_telling.Length)] : (byte)random.Next(256);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Tells whether a source says the same of a row as before, whatever the file's layout; and which content a signature is for.</summary>
/// <remarks>
/// SHA-256 over every field in this order, each text (UTF-16, little endian) preceded by its length so that none can run into the
/// next, each number in eight bytes: days since 0001-01-01, ticks of 100 ns, -1 where nothing was given.
/// </remarks>
public static class RowHash
{
    /// <summary>The first 16 bytes: enough to tell a source's own rows apart.</summary>
    public static Guid Of(SessionLog log)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(log, hash);
        return new Guid(hash[..16]);
    }

    /// <summary>All 32 bytes, over what the provider attests alone (<see cref="SessionLog.AttestsTheSameAs"/>).</summary>
    public static byte[] OfAttested(SessionLog log)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(log.Attested, hash);
        return hash;
    }

    private static void Hash(SessionLog log, Span<byte> destination)
    {
        var hash = new FieldHash();
        hash.Add(log.StudentNumber);
        hash.Add(log.ProviderNumber);
        hash.Add(log.Service);
        hash.Add((int)log.Mode);
        hash.Add(log.Date.DayNumber);
        hash.Add(log.Start?.Ticks ?? -1);
        hash.Add(log.End?.Ticks ?? -1);
        hash.Add(log.MinutesAway);
        hash.Add(log.Attendance);
        hash.Add(log.GroupKey);
        hash.Add(log.Place);
        hash.Add(log.Telehealth ? 1 : 0);
        hash.Add(log.MakeupFor?.DayNumber ?? -1);
        hash.Add(log.Objective);
        hash.Add(log.Activity);
        hash.Add(log.Progress);
        hash.Add(log.Note);
        hash.Add(log.Vehicle);
        hash.Add(log.SignedBy);
        hash.Add(log.SignedAt?.UtcTicks ?? -1);
        hash.Add(log.CosignedBy);
        hash.Add(log.CosignedAt?.UtcTicks ?? -1);
        hash.Finish(destination);
    }

    /// <summary>Collects the fields in one buffer of the thread's own: a million rows need no million hash objects.</summary>
    private ref struct FieldHash
    {
        [ThreadStatic]
        private static byte[]? _buffer;

        private int _length;

        public void Add(string text)
        {
            Add(text.Length);
            MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(Room(text.Length * sizeof(char)));
        }

        public void Add(long number) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), number);

        public readonly void Finish(Span<byte> destination) => SHA256.HashData(_buffer.AsSpan(0, _length), destination);

        private Span<byte> Room(int bytes)
        {
            _buffer ??= new byte[4096];
            if (_length + bytes > _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(_length + bytes, _buffer.Length * 2));
            }

            _length += bytes;
            return _buffer.AsSpan(_length - bytes, bytes);
        }
    }
}

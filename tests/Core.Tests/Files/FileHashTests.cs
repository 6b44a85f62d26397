using System.Security.Cryptography;
using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Core.Tests.Files;

public sealed class FileHashTests
{
    private static readonly FileHash _hash = FileHash.FromBytes(SHA256.HashData("abc"u8));

    [Fact]
    public void Is_written_in_lower_case_and_read_in_either() =>
        Assert.True(
            FileHash.TryParse("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", out var read)
            && read == _hash
            && read.ToString() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Fact]
    public void Comes_back_from_its_bytes() => Assert.Equal(_hash, FileHash.FromBytes(_hash.ToBytes()));

    [Theory]
    [InlineData("")]
    [InlineData("ba78")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad00")]
    public void Refuses_what_is_no_hash(string text) => Assert.False(FileHash.TryParse(text, out _));
}

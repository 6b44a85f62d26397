using System.Text;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Dropboxes;

public sealed class ListingTextTests
{
    [Theory]
    [InlineData("-rw-------    1 0        0               6 Nov 22 17:47 a b.txt\r", "a b.txt", 6, "Nov 22 17:47")] // vsftpd
    [InlineData("-rw-r--r--    1 dbxuser  dbxuser         2 Nov 22  2025  two blanks", " two blanks", 2, "Nov 22  2025")] // OpenSSH
    [InlineData("-rw-rw-r--+ 1 Domain Users Some Group 1234567890123 Dec  1 09:05 big.835", "big.835", 1234567890123, "Dec  1 09:05")]
    [InlineData("-rw-r--r-- 1 owner 77 2026-11-22 17:47 iso.csv", "iso.csv", 77, "2026-11-22 17:47")]
    [InlineData("-rw-r--r--   1 ftp  ftp  5 Nov 22 17:47 of Nov 22 17:47 twice.csv", "of Nov 22 17:47 twice.csv", 5, "Nov 22 17:47")]
    [InlineData("11-22-26  05:47PM                 1234 from windows.csv\r", "from windows.csv", 1234, "11-22-26  05:47PM")] // IIS
    [InlineData("11-22-2026  17:47                 1234 from windows.csv\r", "from windows.csv", 1234, "11-22-2026  17:47")]
    public void Reads_what_servers_write(string line, string name, long lengthBytes, string changed)
    {
        var listing = Read(line);

        Assert.Equal([new RemoteFile(RemoteName.Of(name), lengthBytes, changed)], listing.Files);
        Assert.Equal(0, listing.Unusable);
    }

    [Theory]
    [InlineData("total 12")]
    [InlineData("drwxr-xr-x    3 dbxuser  root         4096 Nov 22 17:47 .")]
    [InlineData("lrwxrwxrwx    1 dbxuser  dbxuser         3 Nov 22 17:47 link -> one")]
    [InlineData("11-22-26  05:47PM       <DIR>          folder")]
    [InlineData("")]
    public void Passes_over_what_is_no_file(string line) => Assert.Equal((0, 0), (Read(line).Files.Count, Read(line).Unusable));

    [Theory]
    [InlineData("-rw-r--r--    1 a a 2 Nov 22 17:47 ../../etc/passwd")]
    [InlineData("-rw-r--r--    1 a a 2 Nov 22 17:47 ..")]
    [InlineData("-rw-r--r--    1 a a 2 Nov 22 17:47 a\\b")]
    [InlineData("-rw-r--r--    1 a a 2 Nov 22 17:47 bell\a")]
    [InlineData("-rw-r--r--    1 a a 99999999999999999999 Nov 22 17:47 too large")]
    [InlineData("<html>not a list</html>")]
    public void Counts_what_could_do_harm_or_cannot_be_read(string line) =>
        Assert.Equal((0, 1), (Read(line).Files.Count, Read(line).Unusable));

    [Fact]
    public void A_name_of_300_bytes_or_without_a_reading_is_counted()
    {
        Assert.Equal(1, Read($"-rw-r--r--    1 a a 2 Nov 22 17:47 {new string('x', 300)}").Unusable);
        Assert.Equal(1, ListingText.Read([.. "-rw-r--r--    1 a a 2 Nov 22 17:47 "u8, 0xFF, 0xFE]).Unusable);
    }

    private static Listing Read(string line) => ListingText.Read(Encoding.UTF8.GetBytes(line + "\n"));
}

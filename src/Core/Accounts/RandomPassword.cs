using System.Security.Cryptography;

namespace MedicaidLogs.Core.Accounts;

/// <summary>Passwords that a person can read aloud and type: four groups of four, without characters that look alike.</summary>
public static class RandomPassword
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 4;

    /// <summary>About 79 bits: 31 to the power of 16.</summary>
    public static string Create() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
}

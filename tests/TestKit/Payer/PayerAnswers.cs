namespace MedicaidLogs.TestKit.Payer;

/// <summary>What comes back within days, each as a file; null where the payer does not say it.</summary>
public sealed record PayerAnswers(byte[]? Ta1, byte[]? Ack999, byte[]? Ack277CA)
{
    public IEnumerable<byte[]> All => new[] { Ta1, Ack999, Ack277CA }.OfType<byte[]>();
}

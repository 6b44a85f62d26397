namespace MedicaidLogs.Billing.X12;

/// <summary>An interchange without faults. TryCreate is the only way to one, and the writer takes nothing else.</summary>
public sealed class Validated837P
{
    private Validated837P(Interchange837P interchange) => Interchange = interchange;

    public Interchange837P Interchange { get; }

    /// <summary>Runs every rule.</summary>
    /// <param name="findings">All faults; empty exactly when there is a result.</param>
    /// <returns>Null when there is any fault; <see cref="Exclusion837P"/> takes faulty claims out.</returns>
    public static Validated837P? TryCreate(Interchange837P interchange, ValidationContext837P context, out IReadOnlyList<X12Finding> findings) =>
        TryCreate(interchange, context, new Services837P(), out findings);

    /// <summary>The same for a part of a file.</summary>
    /// <param name="earlier">The services of the parts before it; those of this one come to them when it has no fault.</param>
    public static Validated837P? TryCreate(
        Interchange837P part, ValidationContext837P context, Services837P earlier, out IReadOnlyList<X12Finding> findings)
    {
        findings = Validator837P.Check(part, context, earlier);
        if (findings.Count > 0)
        {
            earlier.Forget();
            return null;
        }

        earlier.Keep();
        return new(part);
    }
}

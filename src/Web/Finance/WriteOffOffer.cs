using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Web.Pages.Finance;

namespace MedicaidLogs.Web.Finance;

/// <summary>A form that gives cents of a line up, or takes that back.</summary>
/// <param name="Cents">That there are.</param>
/// <param name="Typed">What the person sent, where it was refused.</param>
public sealed record WriteOffOffer(int Line, WriteOffOf Of, long Cents, bool TakeBack, string Title, WriteOffForm Typed)
{
    public string Id => $"{(TakeBack ? "back" : "off")}-{Line}-{Of.ToString().ToLowerInvariant()}";

    /// <summary>What was typed into this form and no other.</summary>
    public bool IsTyped => Typed.Line == Line && Typed.Of == Of;
}

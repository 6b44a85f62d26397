namespace MedicaidLogs.Web.Administration;

/// <summary>Something that an administrator does to one account, as its page offers it.</summary>
/// <param name="Key">As the form sends it.</param>
/// <param name="Says">What will happen.</param>
/// <param name="Done">What the page says afterwards.</param>
public sealed record AccountAct(string Key, string Title, string Says, string Button, string Done)
{
    public static readonly AccountAct Password = new(
        "password",
        "Give a new first password",
        "For somebody who forgot the password. The old one is gone and all sessions end. You see the new one once, and tell it to the person, who must change it at the first sign-in.",
        "Give a new password",
        "");

    public static readonly AccountAct Unlock = new(
        "unlock", "Unlock", "For somebody who is locked out after wrong passwords and knows the right one.", "Unlock", "Unlocked.");

    public static readonly AccountAct SignOut = new(
        "sign-out",
        "Sign out everywhere",
        "Ends every session of the account, on every computer. The password stays.",
        "Sign out everywhere",
        "Signed out everywhere.");

    public static readonly AccountAct CodeOff = new(
        "code-off",
        "Turn off the code at sign-in",
        "For somebody who lost the device with the codes. The password alone opens the account until the person turns codes on again.",
        "Turn it off",
        "Turned off. All sessions of that account end.");

    public static readonly AccountAct Forget = new(
        "forget",
        "Forget who it is at the sign-in provider",
        "For somebody who got another account there. Whoever next signs in there with this verified e-mail address is taken for the person.",
        "Forget it",
        "Forgotten.");

    public static readonly AccountAct Off = new(
        "off",
        "Switch the account off",
        "Nobody signs in with it any more, and its sessions end. What the person did keeps the name, and the account can be switched on again.",
        "Switch it off",
        "Switched off.");

    public static readonly AccountAct On = new(
        "on", "Switch the account on", "The person signs in again with the password from before.", "Switch it on", "Switched on.");

    private static readonly AccountAct[] _all = [Password, Unlock, SignOut, CodeOff, Forget, Off, On];

    public static AccountAct? Of(string? key) => Array.Find(_all, act => act.Key == key);

    /// <summary>What makes sense for an account.</summary>
    /// <param name="isOwn">The administrator's own: nobody is to lock the door behind themselves.</param>
    /// <param name="passwords">People sign in with passwords of this program.</param>
    public static IEnumerable<AccountAct> For(ListedAccount account, DateTimeOffset now, bool isOwn, bool passwords)
    {
        if (account.DisabledAt is not null)
        {
            return [On];
        }

        return _all.Where(act => act != On
            && (act != Unlock || account.LockoutEnd > now.UtcDateTime)
            && (act != CodeOff || account.TwoFactorEnabled)
            && (act != Password || passwords)
            && (act != Forget || account.KnownElsewhere)
            && !(isOwn && (act == Password || act == Off)));
    }
}

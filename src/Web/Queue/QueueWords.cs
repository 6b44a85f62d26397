namespace MedicaidLogs.Web.Queue;

/// <summary>What became of a return, as lists tell it; see intake.entry_return.</summary>
public static class ReturnWords
{
    /// <summary>Null where it was never returned.</summary>
    public static string? Of(string? state) => state switch
    {
        "waiting" => "Returned, the provider has not answered",
        "answered" => "The provider answered",
        "changed" => "Changed since it was returned",
        _ => null,
    };

    /// <summary>As one of a filter's choices.</summary>
    public static string Choice(string state) => state switch
    {
        "waiting" => "Not answered yet",
        "answered" => "Answered",
        "changed" => "Changed since",
        _ => "Never",
    };
}

/// <summary>Who can fix a finding, as one of a filter's choices.</summary>
public static class WhoWords
{
    public static string Of(string who) => who switch
    {
        "provider" => "The provider",
        "supervisor" => "The supervisor",
        "office" => "The office",
        "biller" => "The biller",
        _ => who,
    };
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace MedicaidLogs.Web.Sessions;

public static class SessionServices
{
    /// <summary>Sessions, what they hold, and the keys that seal them.</summary>
    public static void AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(SessionLimits.From(configuration));
        services.AddSingleton<SessionStore>();
        services.AddSingleton<HeldForms>();
        services.AddScoped<CurrentSession>();
        services.AddScoped<SessionEvents>();
        services.AddDataProtection().SetApplicationName("medlogs");
        services.AddSingleton<KeysInDatabase>();
        services.AddOptions<KeyManagementOptions>().Configure<KeysInDatabase>(static (options, keys) => options.XmlRepository = keys);
    }
}

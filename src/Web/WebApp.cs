using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Health;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Districts;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Ingest.RoundTrip;
using MedicaidLogs.Ingest.Screening;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Administration;
using MedicaidLogs.Web.Auditing;
using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Minutes;
using MedicaidLogs.Web.OpenId;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using MedicaidLogs.Web.SessionLogs;
using MedicaidLogs.Web.Sessions;
using Npgsql;

namespace MedicaidLogs.Web;

/// <summary>What the program lends to the web application.</summary>
public sealed record WebParts(NpgsqlDataSource Database, TimeProvider Clock);

/// <summary>The web application: services and pipeline, each in one list.</summary>
public static class WebApp
{
    public const string DefaultUrl = "http://localhost:5080";

    private const long FormLimitBytes = 1 << 20;

    public static WebApplication Build(string[] args, WebParts parts)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(WebApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = FormLimitBytes;
        });
        builder.Logging.AddSimpleConsole(options => options.IncludeScopes = true); // a scope names the request: an error's reference
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // no line for each request
        AddServices(builder, parts);

        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, WebParts parts)
    {
        var services = builder.Services;
        services.AddSingleton(parts.Database);
        services.AddSingleton(parts.Clock);
        services.AddSessions(builder.Configuration);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "medlogs.form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAccounts();
        services.AddOpenId(builder.Configuration);
        services.AddFolderPolicies();
        services.AddSignInRateLimit(builder.Configuration);
        services.AddUploadLimit(builder.Configuration);
        services.AddBehindProxy(builder.Configuration);
        services.AddSingleton<FileIntake>();
        services.AddSingleton<MappingStore>();
        services.AddSingleton<FileReception>();
        services.AddSingleton<CorrectionService>();
        services.AddSingleton<DecisionService>();
        services.AddSingleton<EntryRecheck>();
        services.AddSingleton<SheetCorrections>();
        services.AddSingleton<ExclusionScreening>();
        services.AddSingleton<ReturnedEntries>();
        services.AddSingleton<OfficeIntake>();
        services.AddSingleton<ScreeningDecisions>();
        services.AddSingleton<SessionSigning>();
        services.AddSingleton<SessionLogging>();
        services.AddSingleton<CaseloadAdding>();
        services.AddSingleton<ReturnedEntries>();
        services.AddSingleton<SessionLogDesk>();
        services.AddSingleton<ClosingDesk>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<DistrictRules>();
        services.AddSingleton<PayerProfiles>();
        services.AddSingleton<PlaceStore>();
        services.AddSingleton<PlaceSetting>();
        services.AddSingleton<WriteOffs>();
        services.AddSingleton<BankLines>();
        services.AddSingleton<DepositDecisions>();
        services.AddSingleton<UnmatchedRemits>();
        services.AddSingleton<IMinutesLedger, MinutesLedger>();
        services.AddScoped<PasswordAgain>();
        services.AddScoped<Visit>();
        services.AddSingleton<RecordReadWriter>();
        services.AddScoped<RecordReads>();
        services.AddRouting(options => options.LowercaseUrls = true);
        services.AddRazorPages(options => Folders.Authorize(options.Conventions))
            .AddMvcOptions(options =>
            {
                options.Filters.Add<HandlerFilter>();
                options.Filters.Add<VisitFilter>();
            });
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseHsts();
        app.UseSecurityHeaders();
        app.UseStaticFiles(new StaticFileOptions
        {
            // Their addresses carry a hash of the content.
            OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
        });
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseFirstPasswords();
        app.UseAuthorization();
        app.UseUploadLimit();
        app.UseRecordReads();
        app.MapRazorPages();
        app.MapSessionLogDownloads();
        app.MapAuditPackDownload();
        app.MapClaimFileDownloads();
        app.MapReportDownloads();
        app.MapMinutesDownloads();
        app.MapRemittanceDownload();
        app.MapProbes();
    }
}

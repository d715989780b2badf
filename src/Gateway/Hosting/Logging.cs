using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Hosting;

/// <summary>Where log lines go: standard error, so that standard output stays data. The service manager or container keeps them.</summary>
internal static class Logging
{
    /// <summary>One JSON object a line, UTC, with the event id: for machines.</summary>
    public static ILoggerFactory Json() => LoggerFactory.Create(logging => Unscoped(logging)
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        // The keys are sealed by the store; the framework cannot know.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // It says at each form that it has set the headers we set.
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        .Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId)
        .AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            // Whoever reads the log reads Japanese, not \uXXXX; what came from outside was escaped by UntrustedText.
            options.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
        })
        .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace));

    /// <summary>Lines within a message's span carry its trace id, which is the message's id. Nothing else that code puts around them: paths of requests are nobody's business here.</summary>
    private static ILoggingBuilder Unscoped(ILoggingBuilder logging)
    {
        logging.Services.Configure<LoggerFilterOptions>(options => options.CaptureScopes = false);
        return logging;
    }

    /// <summary>Warnings alone, for a person at a terminal.</summary>
    public static ILoggerFactory Quiet() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft", LogLevel.Error)
        .AddSimpleConsole(options => options.SingleLine = true)
        .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
}

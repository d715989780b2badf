using System.Diagnostics;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry.Tracing;

/// <summary>
/// Traces of messages (W3C Trace Context). The trace id of a message is its own id: both are 128 random bits in 32 hex digits, so that the receiving, each attempt days
/// later and after a restart, and every log line fall into one trace without anything being stored for it. Each of these begins a span without a parent.
/// Spans carry no address and no words of a mail.
/// </summary>
internal static class Traces
{
    public const string SourceName = "Mugai";

    private static readonly ActivitySource Source = new(SourceName, Configuration.GatewayConfig.EngineVersion);

    /// <summary>The trace that the next span without a parent begins; set around one synchronous call.</summary>
    [ThreadStatic]
    private static ActivityTraceId? s_next;

    static Traces() => Activity.TraceIdGenerator = static () => s_next ?? ActivityTraceId.CreateRandom();

    /// <summary>The receiving of a message, known when it is over.</summary>
    public static void Received(SpooledMessage message, DateTimeOffset began)
    {
        if (Source.HasListeners())
        {
            using var span = Begin("smtp.receive", message.Id, ActivityKind.Server, began);
            span?.SetTag("mugai.message.size", message.Size).SetTag("mugai.recipients", message.Recipients.Count);
        }
    }

    /// <summary>One attempt at a message.</summary>
    public static Activity? Journey(SpooledMessage message) =>
        !Source.HasListeners() ? null : Begin("journey", message.Id, ActivityKind.Consumer)?.SetTag("mugai.message.kind", Word(message.Kind)).SetTag("mugai.groups", message.Groups.Count);

    /// <summary>A worker's job inside it.</summary>
    public static Activity? Sandbox(long size) => Source.StartActivity("sandbox.job")?.SetTag("mugai.message.size", size);

    /// <summary>A delivery inside it.</summary>
    public static Activity? Delivery(string hop, int recipients) => Source.StartActivity("delivery", ActivityKind.Client)?.SetTag("mugai.hop", hop).SetTag("mugai.recipients", recipients);

    /// <summary>A span that ended badly by our own fault.</summary>
    public static void Failed(Activity? span, Exception failure) => span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);

    private static Activity? Begin(string name, MessageId message, ActivityKind kind, DateTimeOffset began = default)
    {
        var outer = Activity.Current;
        try
        {
            Activity.Current = null;
            s_next = ActivityTraceId.CreateFromBytes(message.ToBytes());
            return Source.StartActivity(name, kind, default(ActivityContext), tags: null, links: null, began);
        }
        finally
        {
            s_next = null;
            if (Activity.Current is null)
            {
                Activity.Current = outer;
            }
        }
    }

    private static string Word(MessageKind kind) => kind.ToString().ToLowerInvariant();
}

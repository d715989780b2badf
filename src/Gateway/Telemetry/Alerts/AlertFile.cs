using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Telemetry.Alerts;

/// <summary>The raised alerts beside the store (<c>alerts.json</c>), written anew as a whole. It holds no secret, and losing it costs a mail told twice.</summary>
internal sealed class AlertFile(string folder, ILogger log)
{
    public const string FileName = "alerts.json";

    private readonly string _path = Path.Combine(folder, FileName);

    public IReadOnlyList<RaisedAlert> Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<List<RaisedAlert>>(File.ReadAllBytes(_path)) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            TelemetryLog.StateFailed(log, _path, e);
            return [];
        }
    }

    public void Write(IReadOnlyCollection<RaisedAlert> raised)
    {
        try
        {
            var fresh = _path + ".new";
            File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(raised));
            File.Move(fresh, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TelemetryLog.StateFailed(log, _path, e);
        }
    }
}

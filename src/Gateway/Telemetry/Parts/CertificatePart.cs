using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mugai.Gateway.Telemetry.Metrics;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>Our own certificates, as they stand in their files now.</summary>
/// <param name="Use">Whose: <c>smtp</c>, <c>portal</c>.</param>
/// <param name="Key">The key of the configuration.</param>
/// <param name="File">The PEM file.</param>
internal sealed record WatchedCertificate(string Use, string Key, string File);

/// <summary>Warns before a certificate ends.</summary>
internal sealed class CertificatePart(IReadOnlyList<WatchedCertificate> certificates, TimeSpan early, TimeProvider clock)
{
    public HealthProbe Probe => new("certificates", _ => new(Look()));

    /// <summary>For the metric: the time each has left.</summary>
    public IEnumerable<System.Diagnostics.Metrics.Measurement<double>> Measure()
    {
        foreach (var certificate in certificates)
        {
            if (EndOf(certificate.File) is { } end)
            {
                yield return new((end - clock.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("use", certificate.Use));
            }
        }
    }

    private HealthPart Look()
    {
        var worst = HealthPart.Ok;
        foreach (var certificate in certificates)
        {
            var part = Judge(certificate);
            worst = part.State > worst.State ? part : worst;
        }

        return worst;
    }

    private HealthPart Judge(WatchedCertificate certificate)
    {
        const string DoEn = "Put a new certificate and key in place; they are loaded without a restart.";
        const string DoJa = "新しい証明書と鍵を配置してください。再起動なしで読み込みます。";
        if (EndOf(certificate.File) is not { } end)
        {
            return HealthPart.Failed(new($"The certificate {certificate.File} ({certificate.Key}) cannot be read.", $"証明書 {certificate.File}（{certificate.Key}）を読めません。", DoEn, DoJa));
        }

        var left = end - clock.GetUtcNow();
        return left > early ? HealthPart.Ok
            : left > TimeSpan.Zero ? HealthPart.Warning(new($"The certificate {certificate.File} ({certificate.Key}) ends on {end:yyyy-MM-dd}.", $"証明書 {certificate.File}（{certificate.Key}）の有効期限は {end:yyyy-MM-dd} です。", DoEn, DoJa))
            : HealthPart.Failed(new($"The certificate {certificate.File} ({certificate.Key}) ended on {end:yyyy-MM-dd}.", $"証明書 {certificate.File}（{certificate.Key}）は {end:yyyy-MM-dd} に失効しました。", DoEn, DoJa));
    }

    private static DateTimeOffset? EndOf(string file)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }
}

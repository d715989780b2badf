using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mugai.Gateway.Checkup;

/// <summary>Certificates: whether they can be read, fit their key, carry the name, and how long they last.</summary>
internal static class CertificateCheckup
{
    /// <summary>Origin: the time that a municipality's purchase takes.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(45);

    /// <summary>Our own: with its key, under <paramref name="name"/>.</summary>
    public static Diagnosis Own(string what, string certificate, string key, string name, DateTimeOffset now) => Look(what, certificate, now, () =>
    {
        using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
        return pair.MatchesHostname(name)
            ? null
            : Diagnosis.Warning(what, $"{certificate}: {pair.Subject}", $"it does not carry the name {name}: peers that check names refuse it", $"名前 {name} の証明書ではありません。名前を検証する相手は接続を拒否します");
    });

    /// <summary>An authority's.</summary>
    public static Diagnosis Authority(string what, string file, DateTimeOffset now) => Look(what, file, now, () => null);

    private static Diagnosis Look(string what, string file, DateTimeOffset now, Func<Diagnosis?> further)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            var seen = $"{file}: {new UntrustedText(certificate.Subject).ForLog()}, {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";
            if (now > certificate.NotAfter)
            {
                return Diagnosis.Failure(what, seen, "it has expired: renew it. The files are read again when they change", "期限が切れています。更新してください（ファイルを置き換えると自動で読み直します）");
            }

            if (now < certificate.NotBefore)
            {
                return Diagnosis.Failure(what, seen, "it is not valid yet: look at the clock", "まだ有効ではありません。時計を確認してください");
            }

            return further() ?? (now + Soon > certificate.NotAfter
                ? Diagnosis.Warning(what, seen, "it expires soon: renew it", "まもなく期限が切れます。更新してください")
                : Diagnosis.Good(what, seen));
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Diagnosis.Failure(what, file, $"it cannot be used: {wrong.Message} Certificate and key must be PEM, fit each other, and be readable for this user", "使用できません。証明書と鍵は PEM 形式の対で、この利用者が読める必要があります");
        }
    }
}

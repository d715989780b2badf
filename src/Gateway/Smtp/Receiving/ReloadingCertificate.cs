using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>
/// A PEM certificate (with its chain behind it) and key from files, loaded again when either has changed: <see cref="Current"/> fits
/// <see cref="SmtpReceivingOptions.Certificate"/>. A pair that cannot be loaded later leaves the old one in force.
/// </summary>
public sealed class ReloadingCertificate
{
    private readonly string _certificatePath;
    private readonly string _keyPath;
    private readonly Lock _lock = new();
    private SslStreamCertificateContext _context;
    private (DateTime, DateTime) _writtenAt;

    /// <summary>Loads the pair. Throws <see cref="IOException"/> or <see cref="System.Security.Cryptography.CryptographicException"/>.</summary>
    public ReloadingCertificate(string certificatePath, string keyPath)
    {
        _certificatePath = certificatePath;
        _keyPath = keyPath;
        _writtenAt = WrittenAt();
        _context = Load();
    }

    /// <summary>The pair as it stands in the files now.</summary>
    public SslStreamCertificateContext Current()
    {
        lock (_lock)
        {
            var writtenAt = WrittenAt();
            if (writtenAt != _writtenAt)
            {
                // Noted before loading: a bad pair is tried once per change, not at every handshake.
                _writtenAt = writtenAt;
                try
                {
                    _context = Load();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
                {
                    LoadFailed?.Invoke(e);
                }
            }

            return _context;
        }
    }

    /// <summary>Called when a changed pair could not be loaded.</summary>
    public Action<Exception>? LoadFailed { get; init; }

    private (DateTime Certificate, DateTime Key) WrittenAt() => (File.GetLastWriteTimeUtc(_certificatePath), File.GetLastWriteTimeUtc(_keyPath));

    private SslStreamCertificateContext Load()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificatePath);
        var leaf = X509Certificate2.CreateFromPemFile(_certificatePath, _keyPath);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}

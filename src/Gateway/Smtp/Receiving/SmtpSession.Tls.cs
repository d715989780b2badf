using System.Net.Security;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>STARTTLS (RFC 3207).</summary>
internal sealed partial class SmtpSession
{
    private async ValueTask<bool> StartTlsAsync(SmtpState next)
    {
        if (_options.Certificate is null || transport.IsTls)
        {
            return Fail(_options.Certificate is null ? SmtpReplyCause.NotImplemented : SmtpReplyCause.BadSequence);
        }

        // RFC 3207 6 and CVE-2011-0411: whatever was sent behind STARTTLS in clear text may be an attacker's and must not become a
        // command of the protected session. A correct client waits for our reply.
        if (transport.HasPipelinedInput())
        {
            SmtpLog.StartTlsInjection(_log, _client);
            return EndWith(SmtpReplyCause.BadSequence);
        }

        SslStreamCertificateContext certificate;
        try
        {
            certificate = _options.Certificate();
        }
        catch (Exception e)
        {
            // Whatever keeps the operator's certificate from loading: mail goes on, TLS does not.
            SmtpLog.CertificateUnavailable(_log, e);
            return Fail(SmtpReplyCause.TlsUnavailable);
        }

        Reply(SmtpReplyCause.ReadyForTls);
        if (!await transport.FlushAsync())
        {
            return false;
        }

        try
        {
            await transport.StartTlsAsync(certificate);
        }
        catch (Exception e) when (SmtpTransport.IsConnectionFailure(e))
        {
            SmtpLog.TlsFailed(_log, _client, new UntrustedText(e.Message).ForLog());
            return false;
        }

        _clientName = "";
        _isEsmtp = false;
        _forwarded = default;
        _state = next;
        return true;
    }
}

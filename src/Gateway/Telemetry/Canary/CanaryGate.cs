using System.Collections.Concurrent;
using System.Net;
using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry.Canary;

/// <summary>
/// How the SMTP server knows a canary: by a recipient that only this process knows, on a connection from a port that this process bound before it connected. Nobody else's mail
/// can become one, and a canary needs no entry in <c>smtp.allowClients</c>.
/// </summary>
internal sealed class CanaryGate
{
    private readonly ConcurrentDictionary<IPEndPoint, byte> _ports = new();
    private readonly ConcurrentDictionary<string, byte> _recipients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the connection comes from us.</summary>
    public bool IsOwn(IPEndPoint peer) => _ports.ContainsKey(peer.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(peer.Address.MapToIPv4(), peer.Port) : peer);

    /// <summary>The kind of a message by its recipients.</summary>
    public MessageKind KindOf(Envelope envelope) => envelope.Recipients is [var only] && _recipients.ContainsKey(only.Address) ? MessageKind.Canary : MessageKind.Mail;

    public void Expect(string recipient) => _recipients.TryAdd(recipient, 0);

    public void Expect(IPEndPoint port) => _ports.TryAdd(port, 0);

    public void Forget(string recipient) => _recipients.TryRemove(recipient, out _);

    public void Forget(IPEndPoint port) => _ports.TryRemove(port, out _);

    /// <summary>The usual check, which canaries pass by.</summary>
    public IRecipientCheck Before(IRecipientCheck check) => new Check(this, check);

    private sealed class Check(CanaryGate gate, IRecipientCheck others) : IRecipientCheck
    {
        public ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token) =>
            gate._recipients.ContainsKey(address) ? new(RecipientVerdict.Accept) : others.CheckAsync(address, token);
    }
}

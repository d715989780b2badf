using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

internal sealed class TemporaryMaildir : IDisposable
{
    public TemporaryMaildir()
    {
        Root = Path.Combine(Path.GetTempPath(), $"mugai-maildir-{Guid.NewGuid():N}");
        Hop = new MaildirNextHop(new MaildirHopAddress(Root), "gw/te:st", NullLogger.Instance, TimeProvider.System);
    }

    public string Root { get; }

    public MaildirNextHop Hop { get; }

    public string[] Messages => Directory.GetFiles(Path.Combine(Root, "new"));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

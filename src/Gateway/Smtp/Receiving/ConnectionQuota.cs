using System.Net;
using System.Runtime.InteropServices;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>Counts connections per client address.</summary>
internal sealed class ConnectionQuota(int maxPerClient)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _counts = [];

    public bool TryEnter(IPAddress client)
    {
        lock (_lock)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, client, out _);
            if (count >= maxPerClient)
            {
                return false;
            }

            count++;
            return true;
        }
    }

    public void Leave(IPAddress client)
    {
        lock (_lock)
        {
            if (--CollectionsMarshal.GetValueRefOrNullRef(_counts, client) == 0)
            {
                _counts.Remove(client);
            }
        }
    }
}

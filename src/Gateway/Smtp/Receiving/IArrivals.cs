using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>Told of each message after it is durable. Only a hint, the store is the truth: must neither block nor throw.</summary>
public interface IArrivals
{
    void OnCommitted(SpooledMessage message);
}

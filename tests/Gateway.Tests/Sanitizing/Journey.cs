using Mugai.Gateway.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Sanitizing;

/// <summary>A journey that a test writes.</summary>
internal sealed class Journey(Func<SpooledMessage, string, Task> run) : IJourney
{
    public Task RunAsync(SpooledMessage message, string tenant, CancellationToken token) => run(message, tenant);
}

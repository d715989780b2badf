using System.Net;
using Mugai.Gateway.Policies;

namespace Mugai.Gateway.Tests.Policies;

internal static class Asking
{
    public static readonly DateOnly Today = new(2027, 1, 15);

    public static PolicyRule For(this PolicySnapshot policies, string recipient, string sender = "someone@outside.example", string client = "192.0.2.1", DateOnly? today = null) =>
        policies.Resolve(new PolicyQuestion(recipient, sender, IPAddress.Parse(client), today ?? Today));
}

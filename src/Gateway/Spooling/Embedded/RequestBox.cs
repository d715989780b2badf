using System.Text.Json;
using System.Text.Json.Serialization;
using Mugai.Quarantine;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>What people wrote in a request and about it: the part that is ciphertext under the message's key.</summary>
internal sealed record RequestBox(
    int Recipient, IReadOnlyList<string> Addresses, IReadOnlyList<string> Parts, string Reason, Importance Importance, bool HasSpecificPersonalData, string Decision, ReleaseCheck? Check, string? FirstFor = null, string? DecidedFor = null)
{
    public static RequestBox Of(ReleaseRequest request) => new(
        request.Recipient, request.Asked.Addresses, request.Asked.Parts, request.Asked.Reason.DangerousRaw, request.Asked.Importance, request.Asked.HasSpecificPersonalData,
        request.Decision.DangerousRaw, request.Check, request.FirstFor, request.DecidedFor);

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, RequestBoxContext.Default.RequestBox);

    public static RequestBox? Decode(byte[] json) => JsonSerializer.Deserialize(json, RequestBoxContext.Default.RequestBox);
}

[JsonSourceGenerationOptions(Converters = [typeof(UntrustedTextJson)])]
[JsonSerializable(typeof(RequestBox))]
internal sealed partial class RequestBoxContext : JsonSerializerContext;

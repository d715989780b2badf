using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Text from outside in what is stored encrypted: as it came.</summary>
internal sealed class UntrustedTextJson : JsonConverter<UntrustedText>
{
    public override UntrustedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

    public override void Write(Utf8JsonWriter writer, UntrustedText value, JsonSerializerOptions options) => writer.WriteStringValue(value.DangerousRaw);
}

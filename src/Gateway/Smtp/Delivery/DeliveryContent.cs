namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// The bytes of a clean message: CRLF line ends, 7-bit clean, not dot-stuffed. They can be written again and again, always the same.
/// </summary>
/// <param name="WriteAsync">
/// Writes the whole message to the stream it is given, with asynchronous writes only. May throw when storage fails; then nothing was
/// handed over.
/// </param>
/// <param name="Length">Bytes, when known: goes into SIZE= (RFC 1870).</param>
public sealed record DeliveryContent(Func<Stream, CancellationToken, ValueTask> WriteAsync, long? Length)
{
    /// <summary>A message held in memory.</summary>
    public static DeliveryContent FromMemory(ReadOnlyMemory<byte> bytes) => new((stream, token) => stream.WriteAsync(bytes, token), bytes.Length);

    /// <summary>A message that is opened anew for every attempt.</summary>
    public static DeliveryContent FromStream(Func<CancellationToken, ValueTask<Stream>> open, long? length) => new(
        async (stream, token) =>
        {
            var source = await open(token);
            await using (source)
            {
                await source.CopyToAsync(stream, token);
            }
        },
        length);
}

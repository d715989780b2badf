using System.Buffers;
using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>
/// Sends a part to the parent, which has a worker of another kind read it, and waits for what became of it. The parent stops sending this job's
/// input when it sees the request; what was on its way already is kept for later, at most the input itself.
/// </summary>
internal sealed class RouteChannel(FrameChannel channel, JobInputStream jobInput)
{
    /// <summary>The verdict; clean bytes are in <paramref name="output"/>.</summary>
    public RouteResultFrame Route(WorkerKind kind, PartInput part, Stream output)
    {
        new RouteRequestFrame(kind, part.Path, part.Name, part.Content.Length).Write(channel.Out);
        SendContent(part.Content);
        channel.Flush();
        var result = RouteResultFrame.Parse(Await(FrameType.RouteResult, out _)) ?? throw new ProtocolException("a route's result cannot be read");
        while (true)
        {
            var bytes = Await(FrameType.RouteOutput, out var type);
            if (type == FrameType.RouteOutputEnd)
            {
                return result;
            }

            output.Write(bytes);
        }
    }

    private void SendContent(Stream content)
    {
        content.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(FrameLimits.MaxChunkBytes);
        int read;
        while ((read = content.Read(buffer, 0, FrameLimits.MaxChunkBytes)) > 0)
        {
            channel.Send(FrameType.RouteInput, buffer.AsSpan(0, read));
        }

        ArrayPool<byte>.Shared.Return(buffer);
        channel.Out.Empty(FrameType.RouteInputEnd);
    }

    private ReadOnlySpan<byte> Await(FrameType wanted, out FrameType type)
    {
        while (true)
        {
            var header = channel.Next(out var payload) ?? throw new ProtocolException("the input ends inside a route");
            type = header.Type;
            if (type == wanted || (wanted == FrameType.RouteOutput && type == FrameType.RouteOutputEnd))
            {
                return payload;
            }

            if (!jobInput.TryTake(header, payload, keep: true))
            {
                throw new ProtocolException($"{header.Type} inside a route");
            }
        }
    }
}

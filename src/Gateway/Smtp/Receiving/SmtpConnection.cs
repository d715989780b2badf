using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>
/// One accepted socket with its two pipes. The session itself reads the socket, in pieces of 64 KiB, instead of a loop of its own that carries
/// 4 KiB pieces through a second pipe (Kestrel's transport): that loop cost more than all else of receiving a large mail. What a session has not
/// asked for stays in the kernel, where TCP slows the client down. While a session waits it holds no buffer.
/// </summary>
internal sealed class SmtpConnection : ConnectionContext, IDuplexPipe
{
    private const int ReadBytes = 64 * 1024;
    private const int MinReadBytes = 16 * 1024;

    /// <summary>How much of what a client is still sending is read away before the socket is closed: unread octets would take our last reply with them.</summary>
    private const int MaxUnreadBytes = 256 * 1024;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private int _closed;

    public SmtpConnection(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: false);
        Input = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: ReadBytes, minimumReadSize: MinReadBytes, leaveOpen: true, useZeroByteReads: true));
        Output = PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));
        Transport = this;
        RemoteEndPoint = socket.RemoteEndPoint;
        LocalEndPoint = socket.LocalEndPoint;
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get; set; } = "";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    /// <summary>Drops the connection at once; whoever reads or writes gets an <see cref="IOException"/>.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _socket.Close(timeout: 0);
        }
    }

    /// <summary>Ends it in order: what was sent arrives. Nobody reads or writes any more.</summary>
    public override async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();
        try
        {
            await Output.CompleteAsync();
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                _socket.Shutdown(SocketShutdown.Send);
                ReadAway();
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // The client was faster.
        }

        await _stream.DisposeAsync();
        _socket.Dispose();
        await base.DisposeAsync();
    }

    private void ReadAway()
    {
        Span<byte> nowhere = stackalloc byte[4096];
        for (var left = MaxUnreadBytes; left > 0 && _socket.Available > 0;)
        {
            left -= Math.Max(_socket.Receive(nowhere), 1);
        }
    }
}

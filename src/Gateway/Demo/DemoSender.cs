using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Gateway.Demo;

/// <summary>Hands a message to our own SMTP server exactly as it is, crooked line ends included: what an attacker's client would do.</summary>
/// <param name="server">Where.</param>
/// <param name="name">What the client calls itself.</param>
/// <param name="sendsProxyHeader">The server expects one from here.</param>
internal sealed class DemoSender(IPEndPoint server, string name = "demo.example", bool sendsProxyHeader = false) : IDisposable
{
    private readonly TcpClient _client = new(server.AddressFamily);
    private StreamReader? _replies;

    public void Dispose()
    {
        _replies?.Dispose();
        _client.Dispose();
    }

    /// <summary>Takes a port before it connects: that is how the server will see it.</summary>
    public IPEndPoint Bind()
    {
        _client.Client.Bind(new IPEndPoint(server.Address, 0));
        return (IPEndPoint)_client.Client.LocalEndPoint!;
    }

    /// <summary>The server's last word: 250 with the reference, or the refusal.</summary>
    public async Task<string> SendAsync(string from, string to, byte[] message, CancellationToken token)
    {
        await _client.ConnectAsync(server, token).ConfigureAwait(false);
        _replies = new StreamReader(_client.GetStream(), Encoding.ASCII);
        if (sendsProxyHeader)
        {
            await _client.GetStream().WriteAsync("PROXY UNKNOWN\r\n"u8.ToArray(), token).ConfigureAwait(false);
        }

        await ReplyAsync(token).ConfigureAwait(false);
        foreach (var line in (string[])[$"EHLO {name}", $"MAIL FROM:<{from}>", $"RCPT TO:<{to}>", "DATA"])
        {
            var reply = await CommandAsync(line, token).ConfigureAwait(false);
            if (reply[0] is not ('2' or '3'))
            {
                return reply;
            }
        }

        await _client.GetStream().WriteAsync(DotStuffed(message), token).ConfigureAwait(false);
        return await ReplyAsync(token).ConfigureAwait(false);
    }

    private async Task<string> CommandAsync(string line, CancellationToken token)
    {
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), token).ConfigureAwait(false);
        return await ReplyAsync(token).ConfigureAwait(false);
    }

    private async Task<string> ReplyAsync(CancellationToken token)
    {
        string? line;
        do
        {
            line = await _replies!.ReadLineAsync(token).ConfigureAwait(false) ?? throw new IOException("The server closed the connection.");
        }
        while (line.Length > 3 && line[3] == '-');
        return line;
    }

    private static byte[] DotStuffed(byte[] message)
    {
        var output = new MemoryStream(message.Length + 64);
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == '.' && (i == 0 || (i > 1 && message[i - 1] == '\n' && message[i - 2] == '\r')))
            {
                output.WriteByte((byte)'.');
            }

            output.WriteByte(message[i]);
        }

        var endsLine = message is [.., (byte)'\r', (byte)'\n'];
        output.Write(endsLine ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return output.ToArray();
    }
}

using System.Net.Sockets;
using System.Text;

namespace Mugai.Testing;

/// <summary>An SMTP client that says exactly what a test tells it to, crooked or not. One character is one byte.</summary>
public sealed class SmtpTalk : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client;
    private readonly CancellationTokenSource _guard = new(HangGuard);
    private readonly StreamReader _replies;

    private SmtpTalk(TcpClient client) => (_client, _replies) = (client, new StreamReader(client.GetStream(), Encoding.Latin1));

    /// <summary>Connects and says EHLO.</summary>
    public static async Task<SmtpTalk> ConnectAsync(int port)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
        }
        catch
        {
            client.Dispose();
            throw;
        }

        var talk = new SmtpTalk(client);
        await talk.ReplyAsync();
        await talk.CommandAsync("EHLO client.outside.example");
        return talk;
    }

    /// <summary>Sends one message and gives the last reply: the one to the final dot, or the first refusal.</summary>
    public static async Task<string> SendAsync(int port, string from, IReadOnlyList<string> recipients, byte[] message)
    {
        using var talk = await ConnectAsync(port);
        return await talk.MessageAsync(from, recipients, message);
    }

    public async Task<string> MessageAsync(string from, IReadOnlyList<string> recipients, byte[] message)
    {
        foreach (var line in (string[])[$"MAIL FROM:<{from}>", .. recipients.Select(to => $"RCPT TO:<{to}>"), "DATA"])
        {
            var reply = await CommandAsync(line);
            if (reply[0] is not ('2' or '3'))
            {
                return reply;
            }
        }

        await WriteAsync(DotStuffed(message));
        return await ReplyAsync();
    }

    /// <summary>Sends a line and gives the last line of the reply.</summary>
    public async Task<string> CommandAsync(string line)
    {
        await WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"));
        return await ReplyAsync();
    }

    public async Task WriteAsync(string raw) => await WriteAsync(Encoding.Latin1.GetBytes(raw));

    public async Task WriteAsync(byte[] raw) => await _client.GetStream().WriteAsync(raw, _guard.Token);

    /// <summary>The last line of the next reply. Throws <see cref="IOException"/> when the server closed.</summary>
    public async Task<string> ReplyAsync()
    {
        while (true)
        {
            var line = await _replies.ReadLineAsync(_guard.Token) ?? throw new IOException("The server closed the connection.");
            if (line.Length < 4 || line[3] != '-')
            {
                return line;
            }
        }
    }

    /// <summary>Every line until the server closes or is silent for <paramref name="silence"/>.</summary>
    public async Task<IReadOnlyList<string>> RepliesUntilSilentAsync(TimeSpan silence)
    {
        var lines = new List<string>();
        using var quiet = new CancellationTokenSource();
        try
        {
            while (true)
            {
                quiet.CancelAfter(silence);
                if (await _replies.ReadLineAsync(quiet.Token) is not { } line)
                {
                    return lines;
                }

                lines.Add(line);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            return lines;
        }
    }

    public void Dispose()
    {
        _replies.Dispose();
        _client.Dispose();
        _guard.Dispose();
    }

    private static byte[] DotStuffed(byte[] message)
    {
        using var output = new MemoryStream(message.Length + 64);
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == '.' && (i == 0 || (i > 1 && message[i - 1] == '\n' && message[i - 2] == '\r')))
            {
                output.WriteByte((byte)'.');
            }

            output.WriteByte(message[i]);
        }

        output.Write(message is [.., (byte)'\r', (byte)'\n'] ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return output.ToArray();
    }
}

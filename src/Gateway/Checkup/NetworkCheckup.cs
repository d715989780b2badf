using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Gateway.Checkup;

/// <summary>Ports, names and the servers that the gateway talks to. Nobody is sent anything but QUIT.</summary>
internal static class NetworkCheckup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Where the package puts the unit, and where an administrator would.</summary>
    private static bool IsUnitInstalled => File.Exists("/usr/lib/systemd/system/mugai.service") || File.Exists("/etc/systemd/system/mugai.service");

    /// <summary>Whether we could listen there. A server that runs holds its ports itself.</summary>
    public static Diagnosis Port(string what, IPEndPoint place, bool serverRuns)
    {
        if (serverRuns)
        {
            return Diagnosis.Good(what, $"{place}, in use by the running server");
        }

        using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            socket.Bind(place);
            socket.Listen(1);
            return Diagnosis.Good(what, $"{place}");
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => Diagnosis.Failure(
                    what, $"{place}", $"another program listens there. Find it: ss -ltnp 'sport = :{place.Port}' (a mail server of the machine on port 25: stop it, or take another address)",
                    $"別のプログラムが使用中です。ss -ltnp 'sport = :{place.Port}' で確認し、停止するか別のアドレスを使ってください"),
                SocketError.AccessDenied when IsUnitInstalled => Diagnosis.Note(
                    what, $"{place}", "not tried: ports below 1024 are given to the service by its systemd unit, not to this command", "確認していません。1024 未満のポートは systemd の設定がサービスに許可します（このコマンドには許可されません）"),
                SocketError.AccessDenied => Diagnosis.Failure(
                    what, $"{place}", "this user may not listen on ports below 1024: the systemd unit of the package gives CAP_NET_BIND_SERVICE; in a container use 2525 and publish it as 25",
                    "1024 未満のポートを使う権限がありません。パッケージの systemd 設定は権限を与えます。コンテナーでは 2525 を使い、25 として公開してください"),
                SocketError.AddressNotAvailable => Diagnosis.Failure(what, $"{place}", "this machine has no such address", "この機器にそのアドレスはありません"),
                _ => Diagnosis.Failure(what, $"{place}", refused.Message, "待ち受けできません"),
            };
        }
    }

    /// <summary>Whether a name is known. Ours should be, so that peers can look us up.</summary>
    public static async Task<Diagnosis> NameAsync(string what, string name, CancellationToken token)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(Patience);
            var addresses = await Dns.GetHostAddressesAsync(name, patience.Token).ConfigureAwait(false);
            return Diagnosis.Good(what, $"{name}: {string.Join(", ", addresses.Select(address => address.ToString()))}");
        }
        catch (Exception unknown) when (unknown is SocketException || (unknown is OperationCanceledException && !token.IsCancellationRequested))
        {
            return Diagnosis.Note(what, name, "the name is not found in DNS here: fine in a closed network, but some peers look up who greets them", "DNS にこの名前がありません。閉じた網では問題ありませんが、接続相手によっては確認されます");
        }
    }

    /// <summary>Whether a server answers; <paramref name="greeting"/> is how its first line begins, null: it waits for us.</summary>
    public static async Task<Diagnosis> PeerAsync(string what, string host, int port, string? greeting, string effect, string effectJa, CancellationToken token)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, patience.Token).ConfigureAwait(false);
            return greeting is null ? Diagnosis.Good(what, place) : await GreetAsync(what, place, client.GetStream(), greeting, patience.Token).ConfigureAwait(false);
        }
        catch (Exception silent) when (silent is SocketException or IOException || (silent is OperationCanceledException && !token.IsCancellationRequested))
        {
            return Diagnosis.Failure(
                what, place, $"no answer ({(silent is OperationCanceledException ? "time-out" : silent.Message)}): {effect}. Look at the name, the port, the firewall between, and the server itself",
                $"応答がありません。{effectJa}。名前・ポート・途中のファイアウォール・相手のサーバーを確認してください");
        }
    }

    private static async Task<Diagnosis> GreetAsync(string what, string place, NetworkStream stream, string greeting, CancellationToken token)
    {
        var line = new byte[512];
        var count = await stream.ReadAsync(line, token).ConfigureAwait(false);
        var said = new UntrustedText(Encoding.Latin1.GetString(line, 0, count).Split('\r', '\n')[0]).ForLog();
        await stream.WriteAsync("QUIT\r\n"u8.ToArray(), token).ConfigureAwait(false);
        return said.StartsWith(greeting, StringComparison.Ordinal)
            ? Diagnosis.Good(what, $"{place}: {said}")
            : Diagnosis.Failure(what, $"{place}: {said}", "it does not greet as a mail server that takes mail", "メールを受け付ける応答ではありません");
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Testing;

/// <summary>
/// A private Postfix: its configuration, queue and log lie in a folder of its own, it listens on one loopback port, and nothing of the
/// machine's own Postfix is touched.
/// </summary>
public sealed class PostfixInstance : IAsyncDisposable
{
    private const string Services = """
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 1 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        pickup unix n - n 60 1 pickup
        showq unix n - n - - showq

        """;

    private readonly TempFolder _folder;
    private ChildProcess? _master;

    private PostfixInstance(TempFolder folder, int port) => (_folder, Port) = (folder, port);

    public int Port { get; }

    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => _folder.File("mail.log");

    /// <summary>A relay that hands all mail for <paramref name="domain"/> to a port, as a municipality's MTA hands it to the gateway.</summary>
    public static Task<PostfixInstance> StartRelayAsync(string domain, int nextPort, params string[] extra) => StartAsync(
    [
        "myhostname = mta.inet.example",
        $"relay_domains = {domain}",
        string.Create(CultureInfo.InvariantCulture, $"relayhost = [127.0.0.1]:{nextPort}"),
        // Undeliverable mail of the tests goes nowhere.
        "transport_maps = inline:{{outside.example=discard:}}",
        "queue_run_delay = 2s",
        "minimal_backoff_time = 2s",
        "maximal_backoff_time = 4s",
        .. extra,
    ]);

    /// <summary>A mail server with mailboxes: each address has a maildir, every other address is unknown.</summary>
    public static Task<PostfixInstance> StartMailboxesAsync(IReadOnlyList<string> addresses) => StartAsync(
    [
        "myhostname = mail.lgwan.example",
        $"virtual_mailbox_domains = {string.Join(", ", addresses.Select(address => address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..]).Distinct())}",
        $"virtual_mailbox_maps = inline:{{{string.Join(", ", addresses.Select(address => $"{{{address}={address}/}}"))}}}",
        "virtual_mailbox_base = FOLDER/mail",
        "virtual_uid_maps = static:65534",
        "virtual_gid_maps = static:65534",
        "virtual_mailbox_limit = 0",
    ]);

    /// <summary>The messages in a mailbox, in the order in which they came.</summary>
    public IReadOnlyList<byte[]> Mailbox(string address)
    {
        var folder = Path.Combine(_folder.Path, "mail", address, "new");
        return Directory.Exists(folder) ? [.. new DirectoryInfo(folder).GetFiles().OrderBy(file => file.LastWriteTimeUtc).Select(file => File.ReadAllBytes(file.FullName))] : [];
    }

    /// <summary>Waits for messages in a mailbox.</summary>
    public async Task<IReadOnlyList<byte[]>> MailboxAsync(string address, int count)
    {
        await Wait.UntilAsync(() => Mailbox(address).Count >= count, () => $"{count} message(s) for {address}, {Mailbox(address).Count} came. Log:\n{Log}");
        return Mailbox(address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_master is { } master)
        {
            master.Terminate();
            try
            {
                await master.EndAsync(TimeSpan.FromSeconds(10));
            }
            finally
            {
                await master.DisposeAsync();
                _folder.Dispose();
            }
        }
    }

    /// <summary>A server with these lines in its main.cf, below those that keep it in its folder.</summary>
    public static async Task<PostfixInstance> StartAsync(IReadOnlyList<string> settings)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new InvalidOperationException("Postfix starts only as root. Run the tests as root, or in a container.");
        }

        var postfix = new PostfixInstance(new TempFolder(), LoopbackPort.Free());
        await postfix.StartAsync(string.Join('\n', settings) + "\n");
        return postfix;
    }

    private async Task StartAsync(string settings)
    {
        var program = Installed.Program("postfix", "postfix");
        var master = Installed.Program("master", "postfix");
        await MakeFoldersAsync();
        _folder.Write("main.cf", $"""
            compatibility_level = 3.6
            queue_directory = {_folder.Path}/queue
            data_directory = {_folder.Path}/data
            command_directory = {Path.GetDirectoryName(program)}
            daemon_directory = {Path.GetDirectoryName(master)}
            maillog_file = {LogFile}
            maillog_file_prefixes = {Path.GetTempPath().TrimEnd('/')}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            mydestination =
            alias_maps =
            smtputf8_enable = yes

            """ + settings.Replace("FOLDER", _folder.Path, StringComparison.Ordinal));
        _folder.Write("master.cf", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port} inet n - n - - smtpd\n{Services}"));
        // Makes the queue folders and says what is wrong with the configuration.
        var check = await ChildProcess.RunAsync(program, ["-c", _folder.Path, "check"]);
        if (check.Code != 0)
        {
            throw new InvalidOperationException($"postfix check: {check}\n{Log}");
        }

        _master = ChildProcess.Start(master, ["-c", _folder.Path, "-s"]);
        await Wait.UntilAsync(ListensAsync, () => $"Postfix does not listen. It said: {_master.Said}\n{Log}", TimeSpan.FromSeconds(30));
    }

    private async Task MakeFoldersAsync()
    {
        foreach (var name in (string[])["queue", "data", "mail"])
        {
            Directory.CreateDirectory(_folder.File(name));
        }

        // Its processes run as other users and must find their way in; what they own they must own.
        var owned = await ChildProcess.RunAsync(
            "/bin/sh", ["-c", "chmod 755 \"$1\" && chown postfix \"$1/data\" && chown 65534:65534 \"$1/mail\"", "sh", _folder.Path]);
        if (owned.Code != 0)
        {
            throw new InvalidOperationException(owned.ToString());
        }
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            return (await reader.ReadLineAsync(guard.Token))?.StartsWith("220", StringComparison.Ordinal) == true;
        }
        catch (Exception notYet) when (notYet is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}

using System.Globalization;

namespace Mugai.Journey;

/// <summary>
/// A private Postfix that relays everything to the sink: folders and ports of its own, no chroot, no DNS, no client limits, everything else
/// (syncs above all) as Postfix comes. It may not be held back by its own flow control either, so <c>in_flow_delay</c> is off.
/// </summary>
internal sealed class PostfixRelay : IRelay
{
    private PostfixRelay()
    {
    }

    public string Name => "Postfix";

    public required int Port { get; init; }

    public required int RootProcess { get; init; }

    public static async Task<PostfixRelay> StartAsync(string folder, int nextHop)
    {
        if (Environment.UserName != "root")
        {
            throw new JourneyException("Postfix can be started by root only. / Postfix の起動には root 権限が必要です。");
        }

        var port = Tool.FreePort();
        var (config, queue, data) = (Path.Combine(folder, "config"), Path.Combine(folder, "queue"), Path.Combine(folder, "data"));
        foreach (var each in new[] { folder, config, queue, data })
        {
            // Its programs run as user postfix and must be able to walk in.
            Directory.CreateDirectory(each, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        await Tool.RunAsync("/bin/chown", "postfix", data);
        await File.WriteAllTextAsync(Path.Combine(config, "main.cf"), MainCf(queue, data, nextHop));
        await File.WriteAllTextAsync(Path.Combine(config, "master.cf"), MasterCf(port));
        await Tool.RunAsync(Tool.Find("postfix"), "-c", config, "start");
        try
        {
            // By cat: the master keeps a lock on this file, which the runtime respects even to read.
            var master = int.Parse((await Tool.RunAsync("/bin/cat", Path.Combine(queue, "pid", "master.pid"))).Trim(), CultureInfo.InvariantCulture);
            await Tool.WaitForPortAsync(port, () => false, "Postfix");
            return new PostfixRelay { Port = port, RootProcess = master };
        }
        catch
        {
            await Tool.RunAsync(Tool.Find("postfix"), "-c", config, "stop");
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Tool.EndAsync(RootProcess);

    private static string MainCf(string queue, string data, int nextHop) => $"""
        compatibility_level = 3.6
        queue_directory = {queue}
        data_directory = {data}
        mail_owner = postfix
        setgid_group = postdrop
        myhostname = postfix.bench.invalid
        mydestination =
        local_recipient_maps =
        alias_maps =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        smtpd_relay_restrictions = permit_mynetworks, reject
        relayhost = [127.0.0.1]:{nextHop}
        smtp_dns_support_level = disabled
        smtpd_peername_lookup = no
        smtpd_client_connection_count_limit = 0
        smtpd_client_connection_rate_limit = 0
        smtpd_client_message_rate_limit = 0
        smtpd_client_recipient_rate_limit = 0
        message_size_limit = 104857600
        mailbox_size_limit = 0
        in_flow_delay = 0

        """;

    private static string MasterCf(int port) => $"""
        127.0.0.1:{port} inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        proxywrite unix - - n - 1 proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache

        """;
}

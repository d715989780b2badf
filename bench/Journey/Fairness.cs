using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Journey;

/// <summary>
/// Two tenants, one flooding: how long the quiet one's mails take from the sender's connection to the next hop's acceptance, alone and beside the flood. Rounds by turns, because the
/// machine's mood changes. Each tenant has a next hop of its own; the flood's source and sink give way to the clock, so that what is measured is the gateway and not the programs around it.
/// </summary>
internal static class Fairness
{
    private const int Mails = 200;
    private const string Line = "本日の会議資料をお送りします。ご確認ください。\r\n";
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    /// <param name="apart">The gateway on one half of the processors; those who send and those who take on the other, as if they were other machines.</param>
    public static async Task RunAsync(string program, string folder, int rounds, int bytes, int floodSessions, bool apart, TextWriter output)
    {
        if (apart)
        {
            await Apart.TakeSecondHalfAsync();
        }

        await using var place = WorkPlace.Make(folder);
        await output.WriteLineAsync(Machine.Look(place.Folder).ToString());
        using var quietHop = new LatencySink();
        await using var floodHop = await Sink.StartAsync(givesWay: true);
        var home = Path.Combine(place.Folder, "mugai");
        Directory.CreateDirectory(Path.Combine(home, "tenants"));
        foreach (var (tenant, port) in new[] { ("flood", floodHop.Port), ("quiet", quietHop.Port) })
        {
            await File.WriteAllTextAsync(Path.Combine(home, "tenants", $"{tenant}.yaml"), $"domains: [\"{tenant}.bench.invalid\"]\ndelivery: {{ nextHop: \"smtp://127.0.0.1:{port}\", tls: none }}\n");
        }

        await using var mugai = await MugaiRelay.StartAsync(program, home, quietHop.Port, "tenants: tenants/", apart);
        var body = string.Concat(Enumerable.Repeat(Line, Math.Max(1, bytes / Encoding.UTF8.GetByteCount(Line))));
        await QuietAsync(mugai.Port, quietHop, "warm-up", body); // first starts, first compilations
        await BesideFloodAsync("warm-up-beside");
        await output.WriteLineAsync($"\n{Mails} mails of the quiet tenant, one each {Gap.TotalMilliseconds:0} ms; flood: {floodSessions} sessions, as fast as they are taken; all mails {bytes >> 10} KB of text{(apart ? "; gateway on half of the processors, everything else on the other half" : "")}\n");
        await output.WriteLineAsync("| round | alone p50 ms | alone p95 ms | beside the flood p50 ms | p95 ms | ratio p95 | of it after the 250: alone p95 ms | beside p95 ms | ratio | flood mails delivered meanwhile | flood mails waiting at the end |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|---|---|---|");
        var all = (Alone: (Whole: new List<double>(), Accepted: new List<double>()), Beside: (Whole: new List<double>(), Accepted: new List<double>()));
        for (var round = 1; round <= rounds; round++)
        {
            var alone = await QuietAsync(mugai.Port, quietHop, $"a{round}", body);
            var (beside, delivered, waiting) = await BesideFloodAsync($"b{round}");
            await output.WriteLineAsync(Row($"{round}", alone, beside, $"{delivered} | {waiting}"));
            Join(all.Alone, alone);
            Join(all.Beside, beside);
        }

        // Ten mails decide about the 95th percentile of a round; of all rounds, ten for each.
        await output.WriteLineAsync(Row("all", all.Alone, all.Beside, "|"));

        static void Join((List<double> Whole, List<double> Accepted) all, (List<double> Whole, List<double> Accepted) round)
        {
            foreach (var (to, from) in new[] { (all.Whole, round.Whole), (all.Accepted, round.Accepted) })
            {
                to.AddRange(from);
                to.Sort();
            }
        }

        async Task<((List<double> Whole, List<double> Accepted) Quiet, long Delivered, long Waiting)> BesideFloodAsync(string name)
        {
            var (before, accepted) = (floodHop.Messages, 0L);
            using var flood = Process.Start(new ProcessStartInfo(
                Tool.Find("nice"),
                ["-n", "10", Tool.Find("smtp-source"), "-s", $"{floodSessions}", "-m", "1000000", "-l", $"{bytes}", "-c", "-f", "sender@source.bench.invalid", "-t", "clerk@flood.bench.invalid", $"127.0.0.1:{mugai.Port}"]) { RedirectStandardOutput = true })!;
            var counting = Task.Run(async () => accepted = LastNumber(await flood.StandardOutput.ReadToEndAsync()));
            await Task.Delay(TimeSpan.FromSeconds(3)); // until it has a backlog
            var beside = await QuietAsync(mugai.Port, quietHop, name, body);
            var delivered = floodHop.Messages - before;
            flood.Kill();
            await flood.WaitForExitAsync();
            await counting;
            await SettleAsync(floodHop);
            return (beside, delivered, accepted - delivered);
        }
    }

    /// <summary>Milliseconds until the arrival, of each mail: from the connection, and from the reply to the content.</summary>
    private static async Task<(List<double> Whole, List<double> Accepted)> QuietAsync(int port, LatencySink sink, string name, string body)
    {
        var sent = new List<(string Mark, long Began, long Accepted)>();
        for (var i = 0; i < Mails; i++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"quiet-{name}-{i}");
            var began = Stopwatch.GetTimestamp();
            sent.Add((mark, began, await SendAsync(port, mark, body)));
            await Task.Delay(Gap);
        }

        var (whole, accepted) = (new List<double>(), new List<double>());
        foreach (var mail in sent)
        {
            var arrival = await sink.ArrivalAsync(mail.Mark);
            whole.Add(Stopwatch.GetElapsedTime(mail.Began, arrival).TotalMilliseconds);
            accepted.Add(Stopwatch.GetElapsedTime(mail.Accepted, arrival).TotalMilliseconds);
        }

        whole.Sort();
        accepted.Sort();
        return (whole, accepted);
    }

    private static string Row(string name, (List<double> Whole, List<double> Accepted) alone, (List<double> Whole, List<double> Accepted) beside, string flood) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {At(alone.Whole, 50):0.0} | {At(alone.Whole, 95):0.0} | {At(beside.Whole, 50):0.0} | {At(beside.Whole, 95):0.0} | {At(beside.Whole, 95) / At(alone.Whole, 95):0.00} | {At(alone.Accepted, 95):0.0} | {At(beside.Accepted, 95):0.0} | {At(beside.Accepted, 95) / At(alone.Accepted, 95):0.00} | {flood} |");

    private static double At(List<double> sorted, int percent) => sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    /// <summary>Until nothing has come for five seconds: the next round begins with an empty queue.</summary>
    private static async Task SettleAsync(Sink sink)
    {
        for (var last = -1L; last != sink.Messages;)
        {
            last = sink.Messages;
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>smtp-source -c prints its count over and over.</summary>
    private static long LastNumber(string text) =>
        text.Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries).Select(word => long.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty().Max();

    private static async Task<long> SendAsync(int port, string mark, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await ExpectAsync(reader, '2');
        foreach (var (line, code) in new[]
        {
            ("HELO quiet.bench.invalid", '2'), ("MAIL FROM:<sender@source.bench.invalid>", '2'), ("RCPT TO:<clerk@quiet.bench.invalid>", '2'), ("DATA", '3'),
            ($"From: sender@source.bench.invalid\r\nSubject: {mark}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}.", '2'),
        })
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
            await ExpectAsync(reader, code);
        }

        return Stopwatch.GetTimestamp();
    }

    private static async Task ExpectAsync(StreamReader reader, char code)
    {
        if (await reader.ReadLineAsync() is not { } reply || reply[0] != code)
        {
            throw new JourneyException("The gateway refused a mail of the quiet tenant.");
        }
    }
}

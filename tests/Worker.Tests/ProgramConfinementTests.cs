using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Worker.Tests;

/// <summary>Invariant 3 for a program that is not ours, tried from inside one: perl, which can ask the kernel for anything, in the place of the page renderer.</summary>
public sealed partial class ProgramConfinementTests : IDisposable
{
    private const long Addresses = 1L << 30;

    private readonly ProcessLauncher _launcher = new(TestSandbox.Options);

    public void Dispose() => _launcher.Dispose();

    [Fact]
    public async Task Denies_EverythingButItsPipesLibrariesAndFonts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var key = Path.Combine(Path.GetTempPath(), "mugai-program-key");
        await File.WriteAllTextAsync(key, "secret");
        Environment.SetEnvironmentVariable("MUGAI_TEST_SECRET", "must not be inherited");
        var script = $$"""
            $| = 1;
            sub try { my ($what, $done) = @_; print "$what=", ($done ? "ALLOWED" : "denied $!"), "\n"; }
            sub reads { my $f; return open($f, '<', $_[0]) && defined(read($f, my $b, 1)); }
            try('font', reads('/etc/fonts/fonts.conf') || reads('/usr/lib/os-release'));
            try('key', reads('{{key}}'));
            try('passwd', reads('/etc/passwd'));
            try('environ', reads('/proc/self/environ'));
            try('parent', reads('/proc/{{Environment.ProcessId}}/status'));
            try('list', opendir(my $d, '/tmp'));
            try('write', open(my $w, '>', '/tmp/mugai-program-escape'));
            try('change', open(my $c, '>>', '{{key}}'));
            try('remove', unlink('{{key}}'));
            try('folder', mkdir('/tmp/mugai-program-folder'));
            try('socket', socket(my $s, 2, 1, 0) && connect($s, pack('S n a4 x8', 2, {{((IPEndPoint)listener.LocalEndpoint).Port}}, "\x7f\0\0\1")));
            try('unix', socket(my $u, 1, 1, 0));
            try('pair', socketpair(my $p, my $q, 1, 1, 0));
            try('fork', defined(my $pid = fork()));
            try('kill', kill(0, {{Environment.ProcessId}}));
            try('limits of others', syscall({{(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? 261 : 302)}}, {{Environment.ProcessId}}, 7, 0, my $l = pack('Q Q', 0, 0)) == 0);
            try('exec', exec('/bin/ls', '/'));
            try('shell', exec('/bin/sh', '-c', 'echo'));
            print join(',', sort keys %ENV), "\n";
            """;
        try
        {
            var (lines, status) = await RunAsync(script);
            var attempts = lines.Where(line => line.Contains('=', StringComparison.Ordinal)).ToList();
            Assert.Equal("font=ALLOWED", attempts[0]);
            Assert.Equal(18, attempts.Count);
            Assert.All(attempts.Skip(1), line => Assert.Matches("=denied (Permission denied|Operation not permitted)$", line));
            Assert.DoesNotContain("MUGAI_TEST_SECRET", lines[^1], StringComparison.Ordinal);
            Assert.True(File.Exists(key));
            Assert.False(Path.Exists("/tmp/mugai-program-escape"));
            Assert.False(listener.Pending());
            Assert.Matches(@"NoNewPrivs:\s+1", status);
            Assert.Matches(@"Seccomp:\s+2", status);
            Assert.Matches(@"CapEff:\s+0{16}", status);
            Assert.Matches(@"CapBnd:\s+0{16}", status);
            Assert.Matches(@"Threads:\s+1", status);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MUGAI_TEST_SECRET", null);
            File.Delete(key);
        }
    }

    [Fact]
    public async Task Leaves_ItNoDescriptorButThePipes()
    {
        using var leaky = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out, HandleInheritability.Inheritable);
        await using var process = await StartAsync("$| = 1; print 'x'; read(STDIN, my $b, 1);");
        await process.Output.ReadExactlyAsync(new byte[1]).AsTask().WaitAsync(TestSandbox.HangGuard); // while it starts, perl has files of its own open
        var descriptors = Directory.GetFiles($"/proc/{process.Id}/fd").Select(Path.GetFileName).Order().ToList();
        Assert.Equal(["0", "1", "2"], descriptors);
        await process.EndAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task PageRenderer_IsLockedBeforeItReadsAByte()
    {
        await using var process = await _launcher.LaunchAsync(new ConfinedProgram(TestSandbox.Options.PageProgram, ["-png", "-"], Addresses), CancellationToken.None);
        await ReadyAsync(process);
        await Testing.Wait.UntilAsync(async () => (await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline")).StartsWith(TestSandbox.Options.PageProgram, StringComparison.Ordinal), () => "it did not become the program");
        var status = await File.ReadAllTextAsync($"/proc/{process.Id}/status");
        Assert.Matches(@"Seccomp:\s+2", status);
        Assert.Matches(@"NoNewPrivs:\s+1", status);
        var limits = await File.ReadAllTextAsync($"/proc/{process.Id}/limits");
        Assert.Matches(@"Max address space\s+1073741824\s+1073741824", limits);
        Assert.Matches(@"Max file size\s+0\s+0", limits);
        Assert.Matches(@"Max core file size\s+0\s+0", limits);
        await process.EndAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Says_WhenTheProgramIsMissing()
    {
        await using var process = await _launcher.LaunchAsync(new ConfinedProgram("/usr/bin/no-such-program", [], Addresses), CancellationToken.None);
        var end = await process.EndAsync(TestSandbox.HangGuard);
        Assert.Equal(new WorkerEnd(WorkerEnding.Exited, (int)WorkerExitCode.CannotConfine, WasKilled: false), end);
        Assert.Contains("/usr/bin/no-such-program", process.Errors.ForDisplay(), StringComparison.Ordinal);
    }

    private async Task<(List<string> Lines, string Status)> RunAsync(string script)
    {
        await using var process = await StartAsync("my $go = <STDIN>; " + script);
        var status = await File.ReadAllTextAsync($"/proc/{process.Id}/status");
        await process.Input.WriteAsync("go\n"u8.ToArray());
        using var reader = new StreamReader(process.Output, Encoding.UTF8, leaveOpen: true);
        var text = await reader.ReadToEndAsync().WaitAsync(TestSandbox.HangGuard);
        await process.EndAsync(TestSandbox.HangGuard);
        return ([.. Line().Split(text.Trim())], status);
    }

    private async Task<IWorkerProcess> StartAsync(string script)
    {
        var process = await _launcher.LaunchAsync(new ConfinedProgram("/usr/bin/perl", ["-e", script], Addresses), CancellationToken.None);
        await ReadyAsync(process);
        await Testing.Wait.UntilAsync(async () => (await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline")).StartsWith("/usr/bin/perl", StringComparison.Ordinal), () => "it did not become the program");
        return process;
    }

    // The bytes of one frame and not one more: what follows is the program's.
    private static async Task ReadyAsync(IWorkerProcess process)
    {
        var header = new byte[FrameLimits.HeaderBytes];
        await process.Output.ReadExactlyAsync(header).AsTask().WaitAsync(TestSandbox.HangGuard);
        Assert.True(FrameHeader.TryParse(header, out var parsed));
        Assert.Equal(FrameType.Ready, parsed.Type);
        var payload = new byte[parsed.Length];
        await process.Output.ReadExactlyAsync(payload);
        Assert.True(ReadyFrame.Parse(payload)!.IsConfined);
    }

    [GeneratedRegex("\n")]
    private static partial Regex Line();
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Spooling;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Telemetry;

/// <summary>Each part: well, not well, and what somebody is told to do.</summary>
public sealed class PartsTests : IDisposable
{
    private readonly WatchedClock _clock = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SpoolSpace.Ok, 4L << 30, PartState.Ok)]
    [InlineData(SpoolSpace.Ok, 1L << 29, PartState.Warning)]
    [InlineData(SpoolSpace.UnderReserve, 1L << 20, PartState.Failed)]
    [InlineData(SpoolSpace.Unwritable, 4L << 30, PartState.Failed)]
    internal async Task Storage_WarnsBeforeMailIsRefused(SpoolSpace space, long free, PartState expected) =>
        Assert.Equal(expected, (await LookAsync(StorageParts.Storage(() => (space, free), "/var/lib/mugai", 1L << 30))).State);

    [Theory]
    [InlineData(null, PartState.Ok)]
    [InlineData(29, PartState.Ok)]
    [InlineData(31, PartState.Warning)]
    [InlineData(121, PartState.Failed)]
    internal async Task Queue_WarnsOfMailThatWaitsLong(int? minutes, PartState expected)
    {
        var figures = new QueueFigures(minutes is null ? 0 : 3, minutes is { } age ? _clock.GetUtcNow().AddMinutes(-age) : null);
        Assert.Equal(expected, (await LookAsync(StorageParts.Queue(_ => new(figures), TimeSpan.FromMinutes(30), _clock))).State);
    }

    [Fact]
    public async Task NextHop_IsDownAfterAWhile_AndBackAtOnce()
    {
        await using var sink = MailSink.Start();
        await sink.GoAwayAsync();
        await using var hop = new SmtpNextHop(new SmtpHopAddress(HopProtocol.Smtp, "127.0.0.1", sink.Port), new SmtpHopOptions { RestAfterFailure = TimeSpan.Zero }, NullLogger.Instance, TimeProvider.System);
        var probe = new HopPart("nextHop", "delivery.nextHop", hop, TimeSpan.FromMinutes(2), _clock).Probe;

        Assert.Equal(PartState.Ok, (await LookAsync(probe)).State);
        _clock.Pass(TimeSpan.FromMinutes(3));
        var down = await LookAsync(probe);
        Assert.Equal(PartState.Failed, down.State);
        Assert.Contains("delivery.nextHop", down.Complaint!.Ja, StringComparison.Ordinal);

        sink.ComeBack();
        Assert.Equal(PartState.Ok, (await LookAsync(probe)).State);
    }

    [Fact]
    public async Task Workers_WarnWhenTooManyAreLostInTenMinutes_AndForgetAfterwards()
    {
        var lost = 100L;
        var probe = new WorkerParts(() => lost, 5, _clock).Probe;
        Assert.Equal(PartState.Ok, (await LookAsync(probe)).State);
        lost += 5;
        _clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(PartState.Warning, (await LookAsync(probe)).State);
        _clock.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(PartState.Ok, (await LookAsync(probe)).State);
    }

    [Fact]
    public async Task Libraries_SayWhichPackageBringsWhatIsMissing()
    {
        var part = await LookAsync(WorkerParts.Libraries([new NativeLibrary("libvips.so.42", null, "libvips42", "no pictures", "画像不可")]));
        Assert.Equal(PartState.Warning, part.State);
        Assert.Contains("apt-get install libvips42", part.Complaint!.DoJa, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_WarnOfMistakesInTheFiles()
    {
        Assert.Equal(PartState.Ok, (await LookAsync(StorageParts.Policies(() => new PolicyState("r", default, 0)))).State);
        Assert.Equal(PartState.Warning, (await LookAsync(StorageParts.Policies(() => new PolicyState("r", default, 2)))).State);
    }

    [Fact]
    public async Task Audit_FailsWhenTheChainIsBroken_AndReadsItOnceADay()
    {
        var reads = 0;
        var problems = new List<AuditProblem>();
        var part = new AuditPart(_ => { reads++; return new(new AuditVerification(7, [.. problems])); }, _clock);
        Assert.Equal(PartState.Ok, await SettledAsync(part));
        Assert.Equal(1, reads);
        problems.Add(new(AuditFault.EntryEdited, 5));
        _clock.Pass(TimeSpan.FromHours(23));
        Assert.Equal(PartState.Ok, (await LookAsync(part.Probe)).State);
        _clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(PartState.Failed, await SettledAsync(part));
        Assert.Equal(2, reads);
    }

    [Theory]
    [InlineData(90, PartState.Ok)]
    [InlineData(20, PartState.Warning)]
    [InlineData(-1, PartState.Failed)]
    internal async Task Certificates_WarnBeforeTheyEnd(int days, PartState expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var end = _clock.GetUtcNow().AddDays(days);
        using var certificate = new CertificateRequest("CN=gw", key, HashAlgorithmName.SHA256).CreateSelfSigned(end.AddDays(-400), end);
        var file = _folder.Write("tls.pem", certificate.ExportCertificatePem());
        var part = new CertificatePart([new("smtp", "smtp.tls.certificate", file)], TimeSpan.FromDays(30), _clock);
        Assert.Equal(expected, (await LookAsync(part.Probe)).State);
        Assert.Equal(days, Assert.Single(part.Measure()).Value / 86400, 0.1);
    }

    [Fact]
    public async Task Certificates_FailWhenTheFileIsGone() =>
        Assert.Equal(PartState.Failed, (await LookAsync(new CertificatePart([new("smtp", "smtp.tls.certificate", _folder.File("none.pem"))], TimeSpan.FromDays(30), _clock).Probe)).State);

    [Fact]
    public async Task Clock_WarnsWhenNobodyKeepsIt_WhenItMayBeWrong_AndWhenItJumps()
    {
        KernelClock? kernel = new KernelClock(true, TimeSpan.FromMilliseconds(20));
        var probe = new ClockPart(() => kernel, _clock).Probe;
        Assert.Equal(PartState.Ok, (await LookAsync(probe)).State);
        kernel = new KernelClock(false, TimeSpan.FromSeconds(16));
        Assert.Contains("chrony", (await LookAsync(probe)).Complaint!.DoEn, StringComparison.Ordinal);
        kernel = new KernelClock(true, TimeSpan.FromSeconds(3));
        Assert.Contains("3.0", (await LookAsync(probe)).Complaint!.En, StringComparison.Ordinal);
        kernel = null;
        _clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(PartState.Ok, (await LookAsync(probe)).State);
        _clock.Pass(TimeSpan.FromSeconds(30));
        _clock.Set(TimeSpan.FromMinutes(-5));
        Assert.Contains("-300", (await LookAsync(probe)).Complaint!.Ja, StringComparison.Ordinal);
        _clock.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal(PartState.Ok, (await LookAsync(probe)).State);
    }

    [Fact]
    public void Clock_AsksTheKernelOfThisMachine() => Assert.True(KernelClock.Read() is null or { MaxError.Ticks: >= 0 });

    [Fact]
    public async Task Board_TellsOfAProbeThatThrows_AndLooksAtTheOthers()
    {
        var board = new HealthBoard([new("bad", _ => throw new InvalidOperationException("x")), new("good", _ => new(HealthPart.Ok))], TimeProvider.System, NullLogger.Instance);
        await board.LookAsync(CancellationToken.None);
        Assert.Equal(PartState.Warning, board.Current["bad"].State);
        Assert.Equal(PartState.Ok, board.Current["good"].State);
    }

    private static async Task<HealthPart> LookAsync(HealthProbe probe)
    {
        var part = await probe.LookAsync(CancellationToken.None);
        if (part.State != PartState.Ok)
        {
            Assert.All((string[])[part.Complaint!.En, part.Complaint.Ja, part.Complaint.DoEn, part.Complaint.DoJa], Assert.NotEmpty);
        }

        return part;
    }

    /// <summary>What it comes to when the reading that goes on beside the looks is over.</summary>
    private static async Task<PartState> SettledAsync(AuditPart part)
    {
        var state = (await LookAsync(part.Probe)).State;
        await Wait.UntilAsync(
            async () =>
            {
                state = (await LookAsync(part.Probe)).State;
                return !part.IsReading;
            },
            () => "the chain is read");
        return state;
    }
}

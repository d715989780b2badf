using Microsoft.Extensions.Logging;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>All scanners of the installation: each sees every content, together they come to one verdict. One that names something is enough.</summary>
internal sealed class Scanners : IAsyncDisposable
{
    private readonly IReadOnlyList<ScannerDesk> _desks;
    private readonly ScanOptions _options;
    private readonly TimeProvider _clock;

    public Scanners(IEnumerable<IScanner> scanners, ScanOptions options, TimeProvider clock, ILogger log)
    {
        (_options, _clock) = (options, clock);
        _desks = [.. scanners.Select(scanner => new ScannerDesk(scanner, options, clock, log))];
    }

    /// <summary>There is one at least. Without any nothing is scanned, and nothing says that it was.</summary>
    public bool Any => _desks.Count > 0;

    /// <summary>How each stands.</summary>
    public IReadOnlyList<ScannerState> States => [.. _desks.Select(desk => desk.State)];

    /// <summary>As many answer as a clean verdict needs.</summary>
    public bool CanSayClean => _options.DangerOneCleanIsEnough ? _desks.Any(desk => desk.State.IsUp) : _desks.All(desk => desk.State.IsUp);

    public static Scanners Open(ScanOptions options, TimeProvider clock, ILogger log)
    {
        var limits = new ScannerLimits { ScanTime = options.Timeout, Connections = options.Connections };
        return new(options.Scanners.Select(pair => ScannerAddress.Read(pair.Value).Open(pair.Key, limits, clock)), options, clock, log);
    }

    /// <summary>Sends the content to all of them at one time.</summary>
    public async ValueTask<ScanReport> ScanAsync(OpenContent open, CancellationToken token)
    {
        var answers = await Task.WhenAll(_desks.Select(desk => desk.ScanAsync(open, token).AsTask()));
        return new(_clock.GetUtcNow(), Together(answers, _options.DangerOneCleanIsEnough), answers);
    }

    /// <summary>Asks each how it stands.</summary>
    public async Task LookAsync(CancellationToken token) => await Task.WhenAll(_desks.Select(desk => desk.LookAsync(token).AsTask()));

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks)
        {
            await desk.DisposeAsync();
        }
    }

    /// <summary>What the answers come to. Nobody's answer is never clean.</summary>
    internal static ScanVerdict Together(IReadOnlyCollection<ScanAnswer> answers, bool oneIsEnough)
    {
        bool Says(ScanAnswer answer) => answer.Verdict == ScanVerdict.Clean;
        return answers.Any(answer => answer.Verdict == ScanVerdict.Infected) ? ScanVerdict.Infected
            : answers.Count > 0 && (oneIsEnough ? answers.Any(Says) : answers.All(Says)) ? ScanVerdict.Clean
            : ScanVerdict.Failed;
    }
}

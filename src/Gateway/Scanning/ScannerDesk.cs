using System.Text;
using Microsoft.Extensions.Logging;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>
/// One scanner with the queue before it and what is known about it. While it is down nobody waits for it: the answer is a failure at once. It is down from an answer that failed and a
/// question after it that failed too, until a question is answered.
/// </summary>
internal sealed class ScannerDesk : IAsyncDisposable
{
    private static readonly TimeSpan TestEach = TimeSpan.FromHours(1);

    /// <summary>For the test file. Origin: a start must not wait longer for a scanner that hangs.</summary>
    private static readonly TimeSpan TestTime = TimeSpan.FromSeconds(15);

    private readonly IScanner _scanner;
    private readonly ScanOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private volatile ScannerState _state;
    private DateTimeOffset _tested = DateTimeOffset.MinValue;
    private DateTimeOffset _toldStale = DateTimeOffset.MinValue;

    public ScannerDesk(IScanner scanner, ScanOptions options, TimeProvider clock, ILogger log)
    {
        (_scanner, _options, _clock, _log) = (scanner, options, clock, log);
        _places = new(options.Connections, options.Connections);
        // Up until the opposite is known: the first look comes before the first mail.
        _state = new(scanner.Name, true, clock.GetUtcNow(), default, null, false, null);
    }

    public ScannerState State => _state;

    /// <summary>The EICAR test file as the attachment of a mail. In two halves, so that no scanner eats this program.</summary>
    private static byte[] TestMail { get; } = Encoding.ASCII.GetBytes($"""
        From: <test@mugai.invalid>
        To: <test@mugai.invalid>
        Subject: test
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=edge

        --edge
        Content-Type: text/plain

        test
        --edge
        Content-Type: application/octet-stream; name=eicar.com
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename=eicar.com

        {Convert.ToBase64String(Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"))}
        --edge--

        """.ReplaceLineEndings("\r\n"));

    public async ValueTask<ScanAnswer> ScanAsync(OpenContent open, CancellationToken token)
    {
        await _places.WaitAsync(token);
        try
        {
            if (!_state.IsUp)
            {
                var none = new ScanAnswer(_scanner.Name, ScanVerdict.Failed, new UntrustedText("does not answer"), default);
                ScanMeter.Answered(none, null);
                return none;
            }

            var began = _clock.GetTimestamp();
            var answer = await _scanner.ScanAsync(open, token);
            ScanMeter.Answered(answer, _clock.GetElapsedTime(began));
            if (answer is { Verdict: ScanVerdict.Failed, MayPass: true })
            {
                await LookAsync(mustTest: true, token);
            }

            return answer.Engine.IsEmpty ? answer with { Engine = _state.Engine } : answer;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Asks how it stands.</summary>
    public ValueTask LookAsync(CancellationToken token) => LookAsync(mustTest: false, token);

    private async ValueTask LookAsync(bool mustTest, CancellationToken token)
    {
        var before = _state;
        await _asking.WaitAsync(token);
        try
        {
            if (mustTest && !ReferenceEquals(before, _state))
            {
                // Another one that failed has looked meanwhile.
                return;
            }

            var facts = await _scanner.AskAsync(token);
            Note(facts, facts is null ? null : await TestAsync(mustTest, token));
        }
        finally
        {
            _asking.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _scanner.DisposeAsync();
        _places.Dispose();
        _asking.Dispose();
    }

    /// <summary>
    /// Whether it names what every scanner knows: one that skips mails by their type or size answers "clean" to everything. Null: it gave no verdict, as an ICAP server does whose
    /// engine is away.
    /// </summary>
    private async ValueTask<bool?> TestAsync(bool mustTest, CancellationToken token)
    {
        var now = _clock.GetUtcNow();
        if (!mustTest && _state is { IsUp: true, FindsTest: { } found } && now - _tested < TestEach)
        {
            return found;
        }

        _tested = now;
        using var time = new CancellationTokenSource(TestTime, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        try
        {
            var answer = await _scanner.ScanAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream(TestMail, writable: false)), both.Token);
            return answer.Verdict switch { ScanVerdict.Infected => true, ScanVerdict.Clean => false, _ => null };
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Note(ScannerFacts? facts, bool? finds)
    {
        var (now, old) = (_clock.GetUtcNow(), _state);
        var isUp = finds == true || (finds is not null && _options.DangerNoSelfTest);
        var engine = facts?.Engine ?? old.Engine;
        // A scanner that names no day is judged by when its name for its signatures changed last.
        var day = facts is null ? old.SignaturesOf : facts.SignaturesOf ?? (engine == old.Engine && old.SignaturesOf is { } seen ? seen : now);
        var isStale = day is { } of && now - of > _options.MaxSignatureAge;
        _state = new(old.Name, isUp, isUp == old.IsUp && old.Engine != default ? old.Since : now, engine, day, isStale, finds);
        Tell(old, facts is not null, now);
    }

    private void Tell(ScannerState old, bool answers, DateTimeOffset now)
    {
        var state = _state;
        if (!state.IsUp && (old.IsUp || old.FindsTest != state.FindsTest))
        {
            if (answers && state.FindsTest == false)
            {
                ScanLog.MissesTest(_log, state.Name);
            }
            else
            {
                ScanLog.Down(_log, state.Name, answers ? "its test failed" : "no answer");
            }
        }
        else if (state.IsUp && (!old.IsUp || old.Engine != state.Engine))
        {
            ScanLog.Up(_log, state.Name, state.Engine);
        }

        if (state is { IsStale: true, SignaturesOf: { } day } && now - _toldStale > TimeSpan.FromDays(1))
        {
            _toldStale = now;
            ScanLog.Stale(_log, state.Name, day);
        }
    }
}

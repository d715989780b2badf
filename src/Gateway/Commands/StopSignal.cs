using System.Runtime.InteropServices;

namespace Mugai.Gateway.Commands;

/// <summary>SIGTERM and SIGINT as a token. The first one asks to stop in good order; the runtime's own reaction (die at once) is switched off.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<PosixSignalRegistration> _registrations = [];

    private StopSignal(CancellationToken outer) => _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);

    public CancellationToken Token => _stop.Token;

    public static StopSignal Listen(CancellationToken outer)
    {
        var signal = new StopSignal(outer);
        foreach (var kind in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT])
        {
            signal._registrations.Add(PosixSignalRegistration.Create(kind, context =>
            {
                context.Cancel = true;
                signal._stop.Cancel();
            }));
        }

        return signal;
    }

    public async Task WaitAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _stop.Token.Register(asked.SetResult);
        await asked.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }
}

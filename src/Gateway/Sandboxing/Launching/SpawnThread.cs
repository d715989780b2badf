using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Mugai.Gateway.Sandboxing.Launching;

/// <summary>
/// One thread that starts every worker and lives as long as the gateway: a child's parent-death signal is sent when the *thread* that
/// started it ends, and threads of the pool come and go.
/// </summary>
internal sealed unsafe class SpawnThread : IDisposable
{
    // Larger than the C libraries' structures (glibc 336 and 80 bytes), which are opaque to us.
    private const int OpaqueBytes = 1024;

    // POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID: the runtime's ignored SIGPIPE and blocked signals are not inherited.
    private const short SpawnFlags = 0x04 | 0x08 | 0x80;

    private readonly BlockingCollection<Action> _work = [];

    public SpawnThread() => new Thread(Run) { IsBackground = true, Name = "worker spawn" }.Start();

    /// <summary>Starts <paramref name="path"/> with the three descriptors as its standard ones. The result is its process id.</summary>
    public Task<int> SpawnAsync(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, int input, int output, int errors)
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(Spawn(path, arguments, environment, [input, output, errors]));
            }
            catch (SandboxUnavailableException e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }

    private static int Spawn(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, ReadOnlySpan<int> descriptors)
    {
        var actions = NativeMemory.AllocZeroed(OpaqueBytes);
        var attributes = NativeMemory.AllocZeroed(OpaqueBytes);
        var signals = (byte*)NativeMemory.AllocZeroed(OpaqueBytes);
        var argv = Strings([path, .. arguments]);
        var envp = Strings(environment);
        try
        {
            _ = Posix.InitActions(actions);
            for (var i = 0; i < descriptors.Length; i++)
            {
                _ = Posix.AddDuplicate(actions, descriptors[i], i);
            }

            _ = Posix.InitAttributes(attributes);
            _ = Posix.SetFlags(attributes, SpawnFlags);
            _ = Posix.SetSignalMask(attributes, signals);
            new Span<byte>(signals, 128).Fill(0xFF);
            _ = Posix.SetDefaultSignals(attributes, signals);
            int pid;
            var error = Posix.Spawn(&pid, argv[0], actions, attributes, argv, envp);
            return error == 0 ? pid : throw new SandboxUnavailableException(
                $"{path} cannot be started: {Marshal.GetPInvokeErrorMessage(error)}. / ワーカー {path} を起動できません。");
        }
        finally
        {
            _ = Posix.DestroyActions(actions);
            _ = Posix.DestroyAttributes(attributes);
            NativeMemory.Free(actions);
            NativeMemory.Free(attributes);
            NativeMemory.Free(signals);
            Free(argv);
            Free(envp);
        }
    }

    private static byte** Strings(IReadOnlyList<string> strings)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)(strings.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < strings.Count; i++)
        {
            array[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
        }

        return array;
    }

    private static void Free(byte** strings)
    {
        for (var i = 0; strings[i] is not null; i++)
        {
            Marshal.FreeCoTaskMem((nint)strings[i]);
        }

        NativeMemory.Free(strings);
    }
}

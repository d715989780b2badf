namespace Mugai.Fuzz;

/// <summary>Ends the process when one run takes too long, after its input was saved: a hang cannot be caught from inside.</summary>
internal sealed class Watchdog
{
    private const int HangExitCode = 3;

    private readonly Func<byte[], string> _save;
    private readonly long _limit;
    private byte[]? _input;
    private long _began;

    public Watchdog(TimeSpan limit, Func<byte[], string> save)
    {
        _save = save;
        _limit = (long)limit.TotalMilliseconds;
        new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();
    }

    public void Begin(byte[] input)
    {
        Volatile.Write(ref _began, Environment.TickCount64);
        Volatile.Write(ref _input, input);
    }

    public void End() => Volatile.Write(ref _input, null);

    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(1000);
            var input = Volatile.Read(ref _input);
            if (input is not null && Environment.TickCount64 - Volatile.Read(ref _began) > _limit && ReferenceEquals(input, Volatile.Read(ref _input)))
            {
                Console.WriteLine(_save(input) + ": hang");
                Environment.Exit(HangExitCode);
            }
        }
    }
}

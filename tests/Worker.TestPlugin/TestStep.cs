using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Worker.TestPlugin;

/// <summary>The native step "mugaitest": its arguments are a verb and what belongs to it, as text.</summary>
public sealed class TestStep : INativeStep
{
    private static bool s_prepared;

    public string Name => "mugaitest";

    public void Prepare() => s_prepared = true;

    public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget)
    {
        var words = Encoding.UTF8.GetString(arguments).Split(' ');
        switch (words[0])
        {
            case "echo":
                input.CopyTo(output, 64 * 1024);
                return NativeResult.Done(input.Length);
            case "pid":
                Say(output, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                return NativeResult.Done();
            case "prepared":
                Say(output, s_prepared ? "prepared" : "not prepared");
                return NativeResult.Done();
            case "facts":
                return new NativeResult(Reason.None, [.. Enumerable.Range(0, NativeResult.MaxFacts).Select(i => (long)-i)], Encoding.UTF8.GetBytes("注"));
            case "refuse":
                output.Write("must not leave"u8);
                return NativeResult.Refused(Reason.Encrypted, 5);
            case "charge":
                budget.ChargeBytes(long.Parse(words[1], CultureInfo.InvariantCulture));
                return NativeResult.Done();
            case "flood":
                var bytes = new byte[64 * 1024];
                while (true)
                {
                    output.Write(bytes);
                }

            case "sleep":
                var started = Stopwatch.GetTimestamp();
                Thread.Sleep(int.Parse(words[1], CultureInfo.InvariantCulture));
                return NativeResult.Done(started, Stopwatch.GetTimestamp());
            case "dielater":
                new Thread(() =>
                {
                    Thread.Sleep(300);
                    Environment.FailFast("as asked, later");
                }).Start();
                return NativeResult.Done();
            case "threads":
                for (var i = 0; i < 50; i++)
                {
                    var thread = new Thread(() => output.Write("."u8));
                    thread.Start();
                    thread.Join();
                }

                return NativeResult.Done();
            case "escape":
                Say(output, EscapeAttempts.Report(words[1..]));
                return NativeResult.Done();
            case "writeanddo":
                output.Write(new byte[200_000]);
                Misdeeds.Do(words[1]);
                return NativeResult.Done();
            case "do":
                Misdeeds.Do(words[1]);
                Say(output, "unharmed");
                return NativeResult.Done();
            default:
                return NativeResult.Refused(Reason.Unsupported);
        }
    }

    private static void Say(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));
}

/// <summary>The same for a step that reads by pages: "mugaipages". Its echo reads the input from its end to its start, in pieces that fit nothing, and writes it the right way round.</summary>
public sealed class PagesStep : INativeStep
{
    private const int Piece = 99_991;

    public string Name => "mugaipages";

    public bool ReadsByPages => true;

    public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget)
    {
        if (!arguments.StartsWith("backwards"u8))
        {
            return new TestStep().Run(input, arguments, output, budget);
        }

        var whole = new byte[input.Length];
        for (var end = whole.Length; end > 0; end -= Piece)
        {
            var start = Math.Max(end - Piece, 0);
            input.Position = start;
            input.ReadExactly(whole.AsSpan(start, end - start));
        }

        output.Write(whole);
        return NativeResult.Done(input.Read(new byte[1]));
    }
}

/// <summary>The same for passwords: "mugaisecret".</summary>
public sealed class SecretStep : INativeStep
{
    public string Name => "mugaisecret";

    public bool TakesSecrets => true;

    public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget) => new TestStep().Run(input, arguments, output, budget);
}

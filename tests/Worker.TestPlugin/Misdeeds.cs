using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Mugai.Frames;

namespace Mugai.Worker.TestPlugin;

/// <summary>What a broken or taken-over sanitizer does to its process and to the pipe.</summary>
[SuppressMessage("Performance", "CA1859", Justification = "Misdeeds.")]
internal static unsafe class Misdeeds
{
    public static void Do(string deed)
    {
        switch (deed)
        {
            case "failfast":
                Environment.FailFast("as asked");
                break;
            case "throw":
                throw new InvalidOperationException("as asked");
            case "stackoverflow":
                Console.Error.Write(Deeper(0));
                break;
            case "segfault":
                *(int*)0x10 = 1;
                Marshal.WriteInt32(unchecked((nint)0xDEAD_BEEF_0000), 1);
                break;
            case "exit":
                Environment.Exit(0);
                break;
            case "hang":
                while (true)
                {
                    Thread.SpinWait(1000);
                }

            case "heapbomb":
                var hoard = new List<byte[]>();
                while (true)
                {
                    var bytes = new byte[1 << 20];
                    Array.Fill(bytes, (byte)1);
                    hoard.Add(bytes);
                }

            case "nativebomb":
                while (true)
                {
                    NativeMemory.Fill(NativeMemory.Alloc(1 << 20), 1 << 20, 1);
                    Thread.Sleep(1);
                }

            case "threadbomb":
                while (true)
                {
                    new Thread(() => Thread.Sleep(Timeout.Infinite), 64 * 1024).Start();
                }

            case "stderrflood":
                for (var i = 0; i < 100_000; i++)
                {
                    Console.Error.WriteLine("\u001b[31m hostile words, line " + i);
                }

                Environment.FailFast("after many words");
                break;
            case "closestdout":
                // The runtime keeps copies of the three standard descriptors.
                for (var fd = 0; fd < 64; fd++)
                {
                    _ = fd == 2 ? 0 : Libc.Close(fd);
                }

                Thread.Sleep(Timeout.Infinite);
                break;
            case "closestdin":
                _ = Libc.Close(0);
                break;
            default:
                Lie(deed);
                break;
        }
    }

    /// <summary>Frames that an honest worker never sends; afterwards it goes on as if nothing were.</summary>
    private static void Lie(string lie)
    {
        var frames = new FrameWriter();
        switch (lie)
        {
            case "garbage":
                Send(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\nnot a frame at all"));
                return;
            case "endlessframe":
                Send([(byte)FrameType.Output, 0xFF, 0xFF, 0xFF, 0x7F]);
                return;
            case "hostframe":
                frames.Empty(FrameType.InputEnd);
                break;
            case "earlydone":
                frames.Empty(FrameType.Done);
                break;
            case "twofacts":
                MailFactsFrame.Write(frames, new Sanitizing.MailFacts());
                break;
            case "badpath":
                RawPath(frames, "/../../etc/passwd");
                break;
            case "controlpath":
                RawPath(frames, "/a\u0007b");
                break;
            case "foreignfinding":
                PartFindingFrame.Write(frames, new Finding("/", "test.lie", FindingAction.Removed, 1, default));
                new PartClosedFrame(Blocked("/9/deep"), 0).Write(frames);
                break;
            case "toomanymembers":
                new PartClosedFrame(Blocked("/9"), 7).Write(frames);
                break;
            case "confirmed":
                new PartClosedFrame(Blocked("/9") with { Outcome = Outcome.Confirmed }, 0).Write(frames);
                break;
            case "rebuiltwithreason":
                new PartClosedFrame(Blocked("/9") with { Outcome = Outcome.Rebuilt }, 0).Write(frames);
                break;
            case "badaction":
                frames.Begin(FrameType.PartFinding).Path("/9").Text("test.lie", 64).Byte(99).Int32(1).Text("", 16);
                frames.End();
                break;
            case "zerocount":
                frames.Begin(FrameType.PartFinding).Path("/9").Text("test.lie", 64).Byte(1).Int32(0).Text("", 16);
                frames.End();
                break;
            case "badutf8":
                Send([(byte)FrameType.PartOpening, 6, 0, 0, 0, 2, 0, 0, 0, (byte)'/', 0xFF]);
                return;
            case "trailingbytes":
                frames.Begin(FrameType.PartOpening).Path("/9").Byte(0);
                frames.End();
                break;
            case "smuggledoutput":
                frames.Chunk(FrameType.Output, "bytes that no verdict covers"u8);
                break;
            case "badslot":
                frames.Begin(FrameType.LinkSlot).Byte(9);
                frames.End();
                break;
            case "outputflood":
                frames.Chunk(FrameType.Output, new byte[FrameLimits.MaxChunkBytes]);
                while (true)
                {
                    Send(frames.Written.Span);
                }

            case "findingflood":
                PartFindingFrame.Write(frames, new Finding("/9", "test.flood", FindingAction.Removed, 1, default));
                while (true)
                {
                    Send(frames.Written.Span);
                }

            case "stepoutofturn":
                Start(frames, 7, 0);
                break;
            case "stepwithoutname":
                frames.Begin(FrameType.NativeStart).Path("/9").Flag(false).Int32(1).Text("", 32).Int64(0).Int64(0).Int64(0).Int64(0).Flag(false).Bytes([], 1);
                frames.End();
                break;
            case "toomanysteps":
                for (var run = 1; run <= FrameLimits.MaxOpenRuns + 1; run++)
                {
                    Start(frames, run, 0);
                }

                break;
            case "hugestep":
                Start(frames, 1, FrameLimits.MaxWholeInputBytes + 1L);
                break;
            case "longstepinput":
                Start(frames, 1, 3);
                frames.Chunk(FrameType.NativeInput, "four"u8);
                break;
            case "shortstepinput":
                Start(frames, 1, 3);
                frames.Chunk(FrameType.NativeInput, "tw"u8);
                frames.Chunk(FrameType.NativeFetch, [1, 0, 0, 0]);
                break;
            case "nosuchrun":
                frames.Chunk(FrameType.NativeFetch, [9, 0, 0, 0]);
                break;
            case "fetchedtwice":
                Start(frames, 1, 0);
                frames.Chunk(FrameType.NativeCancel, [1, 0, 0, 0]);
                frames.Chunk(FrameType.NativeCancel, [1, 0, 0, 0]);
                break;
            case "shortrunnumber":
                frames.Chunk(FrameType.NativeFetch, [1]);
                break;
            case "stepinputunasked":
                frames.Chunk(FrameType.NativeInput, "x"u8);
                break;
            case "openrunatdone":
                Start(frames, 1, 0);
                new PartClosedFrame(Blocked("/"), 0).Write(frames);
                frames.Empty(FrameType.Done);
                break;
            case "foreignrun":
                new NativeResultFrame(77, Sanitizing.NativeResult.Done(), 0, 0, 0).Write(frames, FrameType.StepDone);
                break;
            case "startandfail":
                Start(frames, 1, 0);
                Send(frames.Written.Span);
                Environment.FailFast("with a step on its way");
                return;
            case "scratchbeyondbudget":
                frames.Chunk(FrameType.ScratchWrite, [0xFF, 0xFF, 0xFF, 0x7F]);
                break;
            case "scratchoutofturn":
                frames.Chunk(FrameType.ScratchWrite, [2, 0, 0, 0]);
                break;
            case "negativescratch":
                frames.Chunk(FrameType.ScratchWrite, [0xFF, 0xFF, 0xFF, 0xFF]);
                break;
            case "scratchunsaid":
                frames.Chunk(FrameType.ScratchBytes, "x"u8);
                break;
            case "scratchneverwritten":
                frames.Chunk(FrameType.ScratchRead, [0, 0, 0, 0]);
                break;
            case "shortscratch":
                frames.Chunk(FrameType.ScratchWrite, [0, 0, 0, 0]);
                frames.Chunk(FrameType.ScratchBytes, "x"u8);
                frames.Chunk(FrameType.ScratchRead, [0, 0, 0, 0]);
                break;
            case "longscratch":
                frames.Chunk(FrameType.ScratchWrite, [0, 0, 0, 0]);
                for (var sent = 0; sent <= FrameLimits.PageBytes; sent += FrameLimits.MaxChunkBytes)
                {
                    frames.Chunk(FrameType.ScratchBytes, new byte[FrameLimits.MaxChunkBytes]);
                }

                break;
            case "scratchfreedtwice":
                frames.Chunk(FrameType.ScratchWrite, [0, 0, 0, 0]);
                for (var sent = 0; sent < FrameLimits.PageBytes; sent += FrameLimits.MaxChunkBytes)
                {
                    frames.Chunk(FrameType.ScratchBytes, new byte[FrameLimits.MaxChunkBytes]);
                }

                frames.Chunk(FrameType.ScratchFree, [0, 0, 0, 0]);
                frames.Chunk(FrameType.ScratchFree, [0, 0, 0, 0]);
                break;
            case "pageofnorun":
                frames.Chunk(FrameType.NativeRead, new byte[8]);
                break;
            case "pageofopenrun":
                Start(frames, 1, 0);
                frames.Chunk(FrameType.NativeRead, [1, 0, 0, 0, 0, 0, 0, 0]);
                break;
            case "stepreadofmanaged":
                frames.Chunk(FrameType.StepRead, [0, 0, 0, 0]);
                break;
            case "pagebeyond":
                frames.Chunk(FrameType.StepRead, [0xFF, 0xFF, 0, 0]);
                break;
            case "negativepage":
                frames.Chunk(FrameType.StepRead, [0xFF, 0xFF, 0xFF, 0xFF]);
                break;
            case "earlyresult":
                new NativeResultFrame(1, Sanitizing.NativeResult.Done(), 0, 0, 0).Write(frames, FrameType.StepDone);
                new NativeResultFrame(2, Sanitizing.NativeResult.Done(), 0, 0, 0).Write(frames, FrameType.StepDone);
                break;
            case "longoutput":
                new NativeResultFrame(1, Sanitizing.NativeResult.Done(), 1_000_000, 0, 0).Write(frames, FrameType.StepDone);
                break;
            case "unsaidoutput":
                frames.Chunk(FrameType.Output, "bytes that no result covers"u8);
                new NativeResultFrame(1, Sanitizing.NativeResult.Done(), 0, 0, 0).Write(frames, FrameType.StepDone);
                break;
            case "manyfacts":
                frames.Begin(FrameType.StepDone).Int32(1).Byte(0).Int64(0).Int64(0).Int64(0).Byte(17);
                for (var i = 0; i < 17; i++)
                {
                    frames.Int64(i);
                }

                frames.Bytes([], 1);
                frames.End();
                break;
            case "longnote":
                frames.Begin(FrameType.StepDone).Int32(1).Byte(0).Int64(0).Int64(0).Int64(0).Byte(0).Bytes(new byte[5000], 5000);
                frames.End();
                break;
            case "badreason":
                frames.Begin(FrameType.StepDone).Int32(1).Byte((byte)Reason.Policy).Int64(0).Int64(0).Int64(0).Byte(0).Bytes([], 1);
                frames.End();
                break;
            case "negativecharge":
                frames.Begin(FrameType.StepDone).Int32(1).Byte(0).Int64(0).Int64(-5).Int64(0).Byte(0).Bytes([], 1);
                frames.End();
                break;
            default:
                throw new ArgumentException(lie);
        }

        Send(frames.Written.Span);
    }

    private static void Start(FrameWriter frames, int run, long size) => new NativeStartFrame("/9", false, new StepFrame(run, "mugaitest", size, 1, 1, 1, false, [])).Write(frames, []);

    private static void RawPath(FrameWriter frames, string path)
    {
        frames.Begin(FrameType.PartOpening).Text(path, FrameLimits.MaxPathBytes);
        frames.End();
    }

    private static PartReport Blocked(string path) => new()
    {
        Path = path,
        Input = new FileFacts(default, 0, "", "unknown"),
        Outcome = Outcome.Blocked,
        Reason = Reason.Corrupt,
    };

    private static void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            fixed (byte* start = bytes)
            {
                bytes = bytes[(int)Math.Max(Libc.Write(1, start, bytes.Length), 0)..];
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Deeper(int level) => level == int.MaxValue ? 0 : Deeper(level + 1) + Deeper(level + 2);
}

using System.Globalization;
using System.Text;
using Mugai.Mime;

namespace Mugai.Fuzz.Mime;

/// <summary>
/// No exception; events nest; offsets and bodies are where they say; the same events however the input is cut; no more events than bytes
/// can cause.
/// </summary>
internal static class MimeReaderTarget
{
    private static readonly MimeLimits[] Limits =
    [
        MimeLimits.Default,
        new MimeLimits { MaxHeaderBytes = 120, MaxLineBytes = 60, MaxHeaderFields = 4, MaxParts = 6, MaxDepth = 3 },
    ];

    public static FuzzTarget Target { get; } = new("mime-reader", MimeTokens.Messages, MimeTokens.Structure, Run);

    private static void Run(byte[] input)
    {
        var state = (uint)input.Length * 2654435761;
        var limits = Limits[state >> 31];
        var whole = Read(input, [input.Length], limits);
        Check(whole, Read(input, Cuts(input.Length, ref state, 2), limits), input);
        Check(whole, Read(input, Cuts(input.Length, ref state, 40), limits), input);
        if (input.Length < 400)
        {
            Check(whole, Read(input, [.. Enumerable.Range(1, input.Length), input.Length], limits), input);
        }
    }

    private static int[] Cuts(int length, ref uint state, int count)
    {
        var cuts = new int[count + 1];
        for (var i = 0; i < count; i++)
        {
            state = (state * 1664525) + 1013904223;
            cuts[i] = (int)(state % (uint)(length + 1));
        }

        cuts[count] = length;
        Array.Sort(cuts);
        return cuts;
    }

    private static void Check(string expected, string actual, byte[] input)
    {
        if (expected != actual)
        {
            throw new PropertyBrokenException($"events depend on the cuts ({input.Length} bytes)\n{expected}\n---\n{actual}");
        }
    }

    private static string Read(byte[] input, int[] ends, MimeLimits limits)
    {
        var reader = new MimeReader(limits);
        var log = new StringBuilder();
        var start = 0;
        var depth = -1;
        var events = 0;
        long bodyEnd = -1;
        for (var i = 0; i < ends.Length; i++)
        {
            ReadOnlySpan<byte> chunk = input.AsSpan(start, ends[i] - start);
            start = ends[i];
            var isFinal = i == ends.Length - 1;
            MimeReadStatus status;
            while ((status = reader.Read(chunk, isFinal, out var consumed, out var e)) == MimeReadStatus.Event)
            {
                chunk = chunk[consumed..];
                depth += e.Kind == MimeEventKind.PartBegin ? 1 : 0;
                Demand(e.Kind is MimeEventKind.MessageEnd ? depth == -1 : e.Depth <= depth && e.Depth >= 0, "depth");
                Demand(++events <= (20 * input.Length) + 100, "too many events");
                Demand(e.Offset >= 0 && e.Offset <= input.Length, "offset");
                if (e.Kind is MimeEventKind.Body)
                {
                    Demand(input.AsSpan((int)e.Offset, e.Value.Length).SequenceEqual(e.Value), "body is not what the offset says");
                    Demand(!e.Value.IsEmpty, "empty body");
                }
                else if (e.Kind is MimeEventKind.HeaderField)
                {
                    Demand(input.AsSpan((int)e.Offset).StartsWith(e.Name), "name is not what the offset says");
                }

                Append(log, e, ref bodyEnd);
                depth -= e.Kind == MimeEventKind.PartEnd ? 1 : 0;
            }

            Demand(status == (isFinal ? MimeReadStatus.End : MimeReadStatus.NeedMore), "status");
        }

        Demand(depth == -1, "parts do not end");
        return log.ToString();
    }

    private static void Append(StringBuilder log, MimeEvent e, ref long bodyEnd)
    {
        if (e.Kind == MimeEventKind.Body && bodyEnd == e.Offset && log.Length > 0 && log[^1] == 'B')
        {
            bodyEnd += e.Value.Length;
            return;
        }

        if (bodyEnd >= 0)
        {
            log.Append(CultureInfo.InvariantCulture, $" to {bodyEnd}");
            bodyEnd = -1;
        }

        log.Append(CultureInfo.InvariantCulture, $"\n{e.Depth}@{e.Offset} {e.Kind} {e.Defect} {e.Structure} {e.Encoding} {e.Name.Length}");
        if (e.Kind == MimeEventKind.Body)
        {
            bodyEnd = e.Offset + e.Value.Length;
            log.Append('B');
        }
        else
        {
            log.Append(CultureInfo.InvariantCulture, $" {e.Value.Length}");
        }
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(what);
        }
    }
}

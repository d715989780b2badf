using System.Text;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>RTF bodies as Outlook packs them ([MS-OXRTFCP]): LZFu, with a dictionary that holds common words of RTF from the start.</summary>
internal static class CompressedRtf
{
    private const uint Compressed = 0x75465A4C;
    private const uint Uncompressed = 0x414C454D;
    private const int WindowBytes = 4096;

    // [MS-OXRTFCP] 2.1.2.1, 207 bytes.
    private const string Initial = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

    /// <summary>The RTF, at its start; null when <paramref name="content"/> is no packed RTF. One that breaks off gives what came before.</summary>
    public static ScratchStream? Expand(Stream content, Budget budget)
    {
        var reader = new LittleEndianReader(content, budget);
        if (!reader.TryUInt32(out _) || !reader.TryUInt32(out var size) || !reader.TryUInt32(out var kind) || !reader.TryUInt32(out _) || kind is not (Compressed or Uncompressed))
        {
            return null;
        }

        if (kind == Uncompressed)
        {
            return reader.Copy((uint)Math.Min(size, reader.Left));
        }

        var output = new ScratchStream(budget);
        Expand(reader, output, budget);
        output.Position = 0;
        return output;
    }

    private static void Expand(LittleEndianReader reader, ScratchStream output, Budget budget)
    {
        var window = new byte[WindowBytes];
        var at = Encoding.ASCII.GetBytes(Initial, window);
        Span<byte> run = stackalloc byte[17];
        while (reader.TryByte(out var control))
        {
            budget.ChargeBytes(8 * run.Length);
            for (var bit = 0; bit < 8; bit++)
            {
                if (!reader.TryByte(out var first))
                {
                    return;
                }

                var length = 1;
                if ((control >> bit & 1) == 0)
                {
                    run[0] = first;
                }
                else
                {
                    if (!reader.TryByte(out var second))
                    {
                        return;
                    }

                    var from = (first << 4) | (second >> 4);
                    if (from == at)
                    {
                        // The reference to where writing stands is the end mark.
                        return;
                    }

                    length = (second & 0x0F) + 2;
                    for (var i = 0; i < length; i++)
                    {
                        // A run may repeat what it has just written.
                        run[i] = window[(from + i) % WindowBytes];
                        window[(at + i) % WindowBytes] = run[i];
                    }
                }

                window[at] = run[0];
                at = (at + length) % WindowBytes;
                output.Write(run[..length]);
            }
        }
    }
}

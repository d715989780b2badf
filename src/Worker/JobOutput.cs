using Mugai.Frames;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>Turns what a run says into frames.</summary>
internal sealed class JobOutput(FrameChannel channel) : ISanitizeOutput
{
    // A group of announcements that nobody waits for: long enough to save the waking, short enough that the host's clock sees the job move.
    private const int GroupMilliseconds = 20;

    private bool _announcesEach;
    private int _announced;
    private long _sent;

    /// <summary>A job begins.</summary>
    public void Begin(bool announcesEach) => (_announcesEach, _announced) = (announcesEach, 0);

    /// <summary>The host must know the path before the part is touched; of the whole it knows from the job itself.</summary>
    public void Opening(string path)
    {
        if (path == PartPath.Root)
        {
            return;
        }

        channel.Out.Begin(FrameType.PartOpening).Path(path);
        channel.Out.End();
        var now = Environment.TickCount64;
        if (++_announced <= FrameLimits.AnnouncedSingly || _announcesEach || now - _sent >= GroupMilliseconds)
        {
            _sent = now;
            channel.Flush();
            return;
        }

        channel.FlushWhenFull();
    }

    public void Facts(MailFacts facts)
    {
        MailFactsFrame.Write(channel.Out, facts);
        channel.FlushWhenFull();
    }

    public void Write(ReadOnlySpan<byte> bytes) => channel.Send(FrameType.Output, bytes);

    public void LinkSlot(LinkSlotEncoding encoding)
    {
        channel.Out.Begin(FrameType.LinkSlot).Byte((byte)encoding);
        channel.Out.End();
    }

    /// <summary>The report, members before their containers, and the end of the job.</summary>
    public void Finish(PartReport root)
    {
        var total = 0;
        var open = new Stack<(PartReport Part, int Next)>();
        open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next < top.Part.Parts.Count)
            {
                open.Push((top.Part, top.Next + 1));
                open.Push((top.Part.Parts[top.Next], 0));
                continue;
            }

            foreach (var finding in FindingTotals.AtMost(Math.Max(FrameLimits.MaxFindings / 2 - total, 16), top.Part.Path, top.Part.Findings))
            {
                PartFindingFrame.Write(channel.Out, finding);
                channel.FlushWhenFull();
                total++;
            }

            new PartClosedFrame(top.Part, top.Part.Parts.Count).Write(channel.Out);
            channel.FlushWhenFull();
        }

        channel.Out.Empty(FrameType.Done);
        channel.Flush();
    }
}

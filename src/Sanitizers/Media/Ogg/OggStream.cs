using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Ogg;

/// <summary>Takes the pages of a file in order, chooses the stream of sound, and writes it anew.</summary>
internal sealed class OggStream(OggWriter writer, MediaTally tally)
{
    // Code books of Vorbis have 4 to 8 KB; a page holds at most 64.
    private const int MaxHeaderPacket = 256 * 1024;

    private readonly List<byte> _packet = [];
    private readonly HashSet<uint> _others = [];
    private byte[] _identification = [];
    private OggCodec? _codec;
    private uint _serial;
    private int _packets;
    private bool _hasEnded;

    /// <summary>True once a page of sound was written.</summary>
    public bool HasSound { get; private set; }

    public (Reason Reason, string Code, string Detail)? Take(OggPage page, ReadOnlySpan<byte> bytes)
    {
        if (page.IsFirst)
        {
            return Begin(page, bytes);
        }

        if (_codec is null || page.Serial != _serial || _hasEnded)
        {
            if (!_others.Contains(page.Serial))
            {
                tally.AddBytes(MediaCodes.ForeignBytes, bytes.Length);
            }

            return null;
        }

        return _packets < _codec.Headers ? TakeHeader(page, bytes) : TakeSound(page, bytes);
    }

    private (Reason, string, string)? Begin(OggPage page, ReadOnlySpan<byte> bytes)
    {
        var body = bytes[page.HeaderBytes..];
        if (HasSound || _hasEnded)
        {
            return (Reason.Unsupported, MediaCodes.Codec, "chain");
        }

        if (OggCodec.Of(body) is not { } codec)
        {
            // Film and sound in other clothes are what the file is for; a skeleton or subtitles are not.
            if (!body.StartsWith("fishead\0"u8) && !body.StartsWith((ReadOnlySpan<byte>)[0x80, (byte)'k', (byte)'a', (byte)'t', (byte)'e']) && !body.StartsWith("CMML"u8))
            {
                return (Reason.Unsupported, MediaCodes.Codec, "stream");
            }

            _others.Add(page.Serial);
            tally.Add(MediaCodes.Track, FindingAction.Removed);
            return null;
        }

        if (_codec is not null)
        {
            return (Reason.Unsupported, MediaCodes.Codec, "streams");
        }

        _codec = codec;
        _serial = page.Serial;
        _packets = 1;
        _identification = body.ToArray();
        if (_identification[0] == 'S')
        {
            // The version of the encoder, as text.
            _identification.AsSpan(8, 20).Clear();
        }

        return null;
    }

    private (Reason, string, string)? TakeHeader(OggPage page, ReadOnlySpan<byte> bytes)
    {
        var body = bytes[page.HeaderBytes..];
        foreach (var segment in bytes[27..page.HeaderBytes])
        {
            if (_packets == _codec!.Headers)
            {
                return (Reason.Corrupt, MediaCodes.Malformed, "sound on a header page");
            }

            // The comment is never looked at, so its pictures cost nothing.
            if (_packets > 1)
            {
                _packet.AddRange(body[..segment]);
            }
            else if (segment < 255 && !IsEmptyComment(page, body[..segment]))
            {
                tally.Add(MediaCodes.Metadata, FindingAction.Removed);
            }

            body = body[segment..];
            if (_packet.Count > MaxHeaderPacket)
            {
                return (Reason.Corrupt, MediaCodes.Malformed, "setup");
            }

            _packets += segment < 255 ? 1 : 0;
        }

        return _packets == _codec!.Headers ? WriteHeaders() : null;
    }

    private bool IsEmptyComment(OggPage page, ReadOnlySpan<byte> packet) => !page.IsContinued && packet.SequenceEqual(_codec!.Comment);

    private (Reason, string, string)? WriteHeaders()
    {
        if (_codec!.Headers == 3 && !OggCodec.IsSetup(_packet.ToArray()))
        {
            return (Reason.Corrupt, MediaCodes.Malformed, "setup");
        }

        writer.Packets(true, _identification);
        if (_codec.Headers == 3)
        {
            writer.Packets(false, _codec.Comment, [.. _packet]);
        }
        else
        {
            writer.Packets(false, _codec.Comment);
        }

        return null;
    }

    private (Reason, string, string)? TakeSound(OggPage page, ReadOnlySpan<byte> bytes)
    {
        if (!HasSound && page.IsContinued)
        {
            return (Reason.Corrupt, MediaCodes.Malformed, "sound that began nowhere");
        }

        writer.Page(page.Flags, page.Granule, bytes[27..page.HeaderBytes], bytes[page.HeaderBytes..]);
        HasSound = true;
        _hasEnded = page.IsLast;
        return null;
    }
}

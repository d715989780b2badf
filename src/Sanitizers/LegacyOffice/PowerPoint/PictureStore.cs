using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.LegacyOffice.Encryption;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// The stream of pictures ([MS-PPT] 2.1.3): drawings name each by its place. Those that are named are rebuilt, once each; the others (of deleted slides, of objects) go.
/// </summary>
internal sealed class PictureStore(byte[] pictures, BlockKey? key, Budget budget)
{
    private const int MetafileHeadBytes = 34;

    private readonly Dictionary<uint, (int BlipType, byte[] Uid, uint Place, uint Length)?> _written = [];

    public RecordBuffer Stream { get; } = new();

    public (int BlipType, byte[] Uid, uint Place, uint Length)? Write(uint place, BlipRewriter blips)
    {
        if (!_written.TryGetValue(place, out var picture))
        {
            picture = Rewrite(place, blips);
            _written.Add(place, picture);
        }

        return picture;
    }

    private (int BlipType, byte[] Uid, uint Place, uint Length)? Rewrite(uint place, BlipRewriter blips)
    {
        if (place > pictures.Length - OfficeArtRecord.HeadBytes)
        {
            return null;
        }

        var head = pictures.AsSpan((int)place, OfficeArtRecord.HeadBytes).ToArray();
        Decrypt(head);
        var record = OfficeArtRecord.Read(head, 0);
        if (record.Type is < OfficeArtRecord.FirstBlip or > OfficeArtRecord.LastBlip)
        {
            return null;
        }

        var rest = pictures.AsSpan((int)place + OfficeArtRecord.HeadBytes);
        var content = rest[..(int)Math.Min(record.Length, (uint)rest.Length)].ToArray();
        budget.ChargeBytes(content.Length);
        DecryptParts(record, content);
        var start = Stream.Length;
        var (type, uid) = blips.Write(record, content, Stream);
        return (type, uid, (uint)start, (uint)(Stream.Length - start));
    }

    // Each field of a picture is encrypted from the beginning of the key stream of block 0.
    private void DecryptParts(OfficeArtRecord record, Span<byte> content)
    {
        var at = 0;
        foreach (var size in (ReadOnlySpan<int>)[16, (record.Instance & 1) == 0 ? 0 : 16, record.Type is 0xF01A or 0xF01B or 0xF01C ? MetafileHeadBytes : 1, content.Length])
        {
            var field = content[at..][..Math.Min(size, content.Length - at)];
            Decrypt(field);
            at += field.Length;
        }
    }

    private void Decrypt(Span<byte> field) => key?.Cipher(0).Apply(field);
}

using System.Buffers;
using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.WebArchives;

/// <summary>Reads the leaves of a saved page (RFC 2557) in their order. Whatever is wrong with it, what was read until then stays.</summary>
internal sealed class WebArchiveReader(Budget budget) : IDisposable
{
    private const int ChunkBytes = 32 * 1024;
    private const int MaxFieldBytes = 8 * 1024;

    private readonly List<WebArchiveLeaf> _leaves = [];
    private readonly Stack<WebArchiveLeaf> _open = new();
    private TransferDecoder? _transfer;

    /// <summary>In their order; multiparts are not among them.</summary>
    public IReadOnlyList<WebArchiveLeaf> Leaves => _leaves;

    public void Read(Stream content)
    {
        var reader = new MimeReader(MimeLimits.Default);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var (start, end, isFinal) = (0, 0, false);
            while (true)
            {
                var status = reader.Read(buffer.AsSpan(start, end - start), isFinal, out var consumed, out var e);
                start += consumed;
                if (status == MimeReadStatus.Event)
                {
                    if (e.Kind == MimeEventKind.Defect && e.Defect.IsLimit())
                    {
                        return;
                    }

                    Take(e);
                }
                else if (isFinal)
                {
                    return;
                }
                else
                {
                    (start, end) = (0, content.Read(buffer, 0, ChunkBytes));
                    isFinal = end == 0;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        foreach (var leaf in _leaves)
        {
            leaf.Dispose();
        }
    }

    private void Take(in MimeEvent e)
    {
        switch (e.Kind)
        {
            case MimeEventKind.PartBegin:
                budget.ChargeObjects(1);
                _open.Push(new WebArchiveLeaf());
                break;
            case MimeEventKind.HeaderField:
                TakeField(e.Name, e.Value);
                break;
            case MimeEventKind.HeadersEnd when e.Structure != MimeStructure.Multipart:
                var leaf = _open.Peek();
                leaf.Content = new ScratchStream(budget);
                _leaves.Add(leaf);
                _transfer = e.Encoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable or TransferEncoding.Uuencode ? TransferDecoder.Create(e.Encoding) : null;
                break;
            case MimeEventKind.Body:
                TakeBody(e.Value);
                break;
            case MimeEventKind.PartEnd:
                if (_open.Pop().Content is { } ended)
                {
                    Decode([], ended, isFinal: true);
                    _transfer = null;
                }

                break;
        }
    }

    private void TakeField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var leaf = _open.Peek();
        if (value.Length > MaxFieldBytes)
        {
            return;
        }

        if (Ascii.EqualsIgnoreCase(name, "content-type"u8))
        {
            leaf.Type = ContentType.Parse(value);
        }
        else if (Ascii.EqualsIgnoreCase(name, "content-location"u8))
        {
            // A long address is folded; the folds are no part of it (RFC 2557, 4.4.1).
            leaf.Location = Encoding.UTF8.GetString(value).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
                .Replace("\t", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        }
        else if (Ascii.EqualsIgnoreCase(name, "content-id"u8))
        {
            leaf.Id = Encoding.UTF8.GetString(value).Trim().TrimStart('<').TrimEnd('>');
        }
    }

    private void TakeBody(ReadOnlySpan<byte> bytes)
    {
        if (!_open.TryPeek(out var leaf) || leaf.Content is not { } content)
        {
            return;
        }

        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, ChunkBytes)];
            bytes = bytes[piece.Length..];
            budget.ChargeBytes(piece.Length);
            Decode(piece, content, isFinal: false);
        }
    }

    private void Decode(ReadOnlySpan<byte> piece, ScratchStream content, bool isFinal)
    {
        if (_transfer is null)
        {
            content.Write(piece);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(TransferDecoder.MaxDecodedLength(piece.Length));
        content.Write(buffer.AsSpan(0, _transfer.Decode(piece, buffer, isFinal)));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}

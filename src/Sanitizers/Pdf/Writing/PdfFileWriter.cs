using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// The one revision: header, streams as they come, everything else in object streams, one cross-reference stream, its ID derived from the bytes before it.
/// Streams are copied through and never held.
/// </summary>
internal sealed class PdfFileWriter : IDisposable
{
    // As qpdf does: a reader that wants one object inflates no more than this.
    private const int MaxPacked = 200;
    private const int MaxPackedBytes = 256 << 10;

    // The ID tells files apart and proves nothing (14.4): of longer streams a checksum is enough for that.
    private const int MaxDigested = 16 << 10;

    private readonly Stream _output;
    private readonly Budget _budget;
    private readonly Func<int> _takeNumber;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ByteBuffer _packed = new();
    private readonly ByteBuffer _line = new();
    private readonly byte[] _checksum = new byte[sizeof(uint)];
    private readonly List<(int Number, int Offset)> _inPacked = [];
    private (byte Kind, int Place, int Index)[] _entries = new (byte, int, int)[256];
    private long _position;

    /// <param name="takeNumber">Gives the next free object number, for object streams.</param>
    public PdfFileWriter(Stream output, string version, Budget budget, Func<int> takeNumber)
    {
        (_output, _budget, _takeNumber) = (output, budget, takeNumber);
        // Four bytes above 127 tell transports that the file is binary (7.5.2).
        Write(Encoding.ASCII.GetBytes($"%PDF-{version}\n%"));
        Write([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    /// <summary>An object that is no stream.</summary>
    public void WriteObject(int number, ReadOnlySpan<byte> body)
    {
        _inPacked.Add((number, _packed.Count));
        _packed.Add(body);
        _packed.Add((byte)' ');
        if (_inPacked.Count >= MaxPacked || _packed.Count >= MaxPackedBytes)
        {
            Flush();
        }
    }

    /// <param name="dictionary">From its opening to the last entry, without Length and the closing brackets.</param>
    public void WriteStream(int number, ReadOnlySpan<byte> dictionary, ReadOnlySpan<byte> data)
    {
        if (_position + dictionary.Length + data.Length > int.MaxValue)
        {
            throw new BudgetExceededException(Reason.TooBig, "output");
        }

        Enter(number, 1, (int)_position, 0);
        _line.Clear();
        _line.AddNumber(number);
        _line.Add(" 0 obj\n"u8);
        _line.Add(dictionary);
        _line.Add("/Length "u8);
        _line.AddNumber(data.Length);
        _line.Add(">>\nstream\n"u8);
        Write(_line.Span);
        Write(data, data.Length > MaxDigested ? Checksum(data) : data);
        Write("\nendstream\nendobj\n"u8);
    }

    /// <summary>Writes what is left: the last object stream and the cross-reference.</summary>
    /// <param name="info">Number of the document information dictionary; 0 when there is none.</param>
    public void Finish(int root, int info)
    {
        Flush();
        var number = _takeNumber();
        Enter(number, 1, (int)_position, 0);
        var size = number + 1;
        var rows = new byte[7 * size];
        for (var i = 0; i < size; i++)
        {
            var entry = i < _entries.Length ? _entries[i] : default;
            var row = rows.AsSpan(7 * i);
            row[0] = entry.Kind;
            BinaryPrimitives.WriteInt32BigEndian(row[1..], entry.Place);
            BinaryPrimitives.WriteUInt16BigEndian(row[5..], (ushort)entry.Index);
        }

        var id = Convert.ToHexString(_hash.GetCurrentHash().AsSpan(0, 16));
        var dictionary = string.Create(CultureInfo.InvariantCulture, $"<</Type/XRef/Size {size}/W[1 4 2]/Root {root} 0 R")
            + (info > 0 ? string.Create(CultureInfo.InvariantCulture, $"/Info {info} 0 R") : "") + $"/ID[<{id}><{id}>]/Filter/FlateDecode";
        var start = _position;
        WriteStream(number, Encoding.ASCII.GetBytes(dictionary), Deflate(rows, CompressionLevel.Optimal));
        Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n")));
    }

    public static ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> data, CompressionLevel level)
    {
        using var target = new MemoryStream(64 + (data.Length / 3));
        using (var packer = new ZLibStream(target, level, leaveOpen: true))
        {
            packer.Write(data);
        }

        return target.GetBuffer().AsSpan(0, (int)target.Length);
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        if (_inPacked.Count == 0)
        {
            return;
        }

        var number = _takeNumber();
        var head = new ByteBuffer();
        for (var i = 0; i < _inPacked.Count; i++)
        {
            Enter(_inPacked[i].Number, 2, number, i);
            head.AddNumber(_inPacked[i].Number);
            head.Add((byte)' ');
            head.AddNumber(_inPacked[i].Offset);
            head.Add((byte)' ');
        }

        var first = head.Count;
        head.Add(_packed.Span);
        var dictionary = string.Create(CultureInfo.InvariantCulture, $"<</Type/ObjStm/N {_inPacked.Count}/First {first}/Filter/FlateDecode");
        WriteStream(number, Encoding.ASCII.GetBytes(dictionary), Deflate(head.Span, CompressionLevel.Optimal));
        _packed.Clear();
        _inPacked.Clear();
    }

    private void Enter(int number, byte kind, int place, int index)
    {
        if (number >= _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(number + 1, _entries.Length * 2));
        }

        _entries[number] = (kind, place, index);
    }

    private void Write(ReadOnlySpan<byte> bytes) => Write(bytes, bytes);

    private void Write(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> digested)
    {
        _budget.ChargeBytes(bytes.Length);
        _hash.AppendData(digested);
        _output.Write(bytes);
        _position += bytes.Length;
    }

    private ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        var rest = data;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        foreach (var b in rest)
        {
            sum = BitOperations.Crc32C(sum, b);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_checksum, sum);
        return _checksum;
    }
}

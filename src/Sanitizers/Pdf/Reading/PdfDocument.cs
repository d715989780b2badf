using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// An opened PDF: objects by number, each parsed when it is asked for. Of what was parsed, a bounded number is kept; the file itself stays in memory once.
/// Only <see cref="BudgetExceededException"/> leaves it; what cannot be read is null.
/// </summary>
internal sealed class PdfDocument
{
    // Dictionaries that are asked for again and again (resources, fonts) stay; a file of a million objects does not.
    private const int MaxKept = 2048;

    private readonly byte[] _file;
    private readonly int _length;
    private readonly PdfParser _parser;
    private readonly XrefTable _table;
    private readonly Dictionary<int, PdfTree> _kept = [];
    private readonly ObjectStreams _packed;
    private Dictionary<int, int>? _scanned;
    private bool _resolvingLength;

    internal PdfDocument(byte[] file, int length, int shift, XrefTable table, PdfObject trailer, Budget budget)
    {
        (_file, _length, Shift, _table, Trailer, Budget) = (file, length, shift, table, trailer, budget);
        _parser = new PdfParser(budget);
        _packed = new ObjectStreams(this, budget);
    }

    public Budget Budget { get; }

    /// <summary>The newest trailer dictionary.</summary>
    public PdfObject Trailer { get; internal set; }

    public PdfObject Catalog => Get(Trailer, "Root"u8);

    /// <summary>Bytes in front of %PDF.</summary>
    public int Shift { get; }

    /// <summary>What stands behind %PDF-, three characters; empty when there is none.</summary>
    public string HeaderVersion => _file.AsSpan(Shift, Math.Min(8, _length - Shift)) is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', var major, (byte)'.', var minor]
        ? $"{(char)major}.{(char)minor}" : "";

    /// <summary>Null when strings and streams are in clear.</summary>
    public IDocumentDecryption? Decryption { get; private set; }

    /// <summary>Objects were not where the cross-reference says, or a stream did not end where it says.</summary>
    public bool WasRepaired { get; internal set; }

    public int HighestNumber => _table.Highest;

    /// <summary>What recovery has still to do once the document is open; null for a document with a sound cross-reference.</summary>
    public Recovery? Recovery { get; internal set; }

    /// <summary>From here on strings and streams are decrypted. What was parsed before is forgotten.</summary>
    public void Unlock(IDocumentDecryption decryption)
    {
        Decryption = decryption;
        _kept.Clear();
        Recovery?.UnpackObjectStreams();
    }

    public ReadOnlySpan<int> NumbersIn(int objectStream) => _packed.Numbers(objectStream);

    public XrefEntry Entry(int number) => _table[number];

    /// <summary>The object a reference leads to; anything else as it is. Null for what is not there or leads in circles.</summary>
    public PdfObject Resolve(PdfObject value)
    {
        for (var hops = 0; value.IsReference; hops++)
        {
            value = hops == PdfLimits.MaxReferenceHops ? default : Object(value.ReferenceNumber);
        }

        return value;
    }

    /// <summary>The value under a key, reference followed.</summary>
    public PdfObject Get(PdfObject dictionary, ReadOnlySpan<byte> key) => Resolve(dictionary[key]);

    /// <summary>The indirect object of that number; null when there is none. Generations are not compared: readers do not either.</summary>
    public PdfObject Object(int number)
    {
        if (_kept.TryGetValue(number, out var tree))
        {
            return tree.Root;
        }

        tree = Read(number);
        if (tree is null)
        {
            return default;
        }

        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        _kept[number] = tree;
        return tree.Root;
    }

    /// <summary>The bytes of a stream after decryption, still behind its filters.</summary>
    public ReadOnlyMemory<byte> Encoded(PdfObject stream) =>
        !stream.IsStream || Decryption is null || stream.Tree!.Number == 0 ? stream.StreamBytes : Decryption.DecryptStream(this, stream);

    /// <summary>The filters of a stream; null when they cannot be undone (see <see cref="FilterChain.Read"/>).</summary>
    public FilterChain? Filters(PdfObject stream) => FilterChain.Read(stream["Filter"u8], stream["DecodeParms"u8], Resolve);

    /// <summary>A stream after its filters up to the first image codec; null when a filter is unknown or the object is no stream.</summary>
    public DecodedStream? Decode(PdfObject stream, int limit = PdfLimits.MaxDecodedBytes) =>
        stream.IsStream && Filters(stream) is { } chain ? chain.Decode(Encoded(stream), Budget, limit) : null;

    private PdfTree? Read(int number)
    {
        var entry = _table[number];
        switch (entry.Kind)
        {
            case XrefKind.InStream:
                return _packed.Read(number, entry);
            case XrefKind.InFile:
                return ReadAt(number, entry.Place + Shift) ?? (Shift > 0 ? ReadAt(number, entry.Place) : null) ?? ReadScanned(number);
            default:
                return null;
        }
    }

    private PdfTree? ReadScanned(int number)
    {
        WasRepaired = true;
        if (_scanned is null)
        {
            _scanned = [];
            foreach (var (found, _, offset) in ObjectScan.Objects(_file.AsSpan(0, _length), Budget))
            {
                _scanned[found] = offset;
            }
        }

        return _scanned.TryGetValue(number, out var at) ? ReadAt(number, at) : null;
    }

    // Null when another object, or none, stands there.
    private PdfTree? ReadAt(int number, int at)
    {
        if (at >= _length)
        {
            return null;
        }

        var file = _file.AsSpan(0, _length);
        var lexer = new PdfLexer(file, at);
        if (lexer.Read() != PdfToken.Integer || lexer.Integer != number || lexer.Read() != PdfToken.Integer)
        {
            return null;
        }

        var generation = (int)Math.Clamp(lexer.Integer, 0, 65535);
        if (lexer.Read() != PdfToken.Keyword || !lexer.TokenBytes.StartsWith("obj"u8))
        {
            return null;
        }

        // obj may run into what follows: 1 0 obj12.
        var position = lexer.Start + 3;
        if (_parser.Parse(_file, _length, ref position, number, generation, Decryption) is not { } parsed)
        {
            return new PdfTree(_file, [default], [], number, generation);
        }

        if (!parsed.IsStream)
        {
            return parsed.ToTree(_file, number, generation);
        }

        var dictionary = parsed.ToTree(_file, number, generation).Root;
        var said = dictionary["Length"u8];
        // A Length that leads to this very stream would ask for it again without end.
        said = said.IsReference && _resolvingLength ? default : ResolveLength(said);
        var end = StreamExtent.Find(file, position, said.Kind == PdfKind.Integer ? said.Integer : -1, Budget, out var wasWrong);
        WasRepaired |= wasWrong;
        return new PdfTree(_file, parsed.Nodes, parsed.Aside, number, generation) { StreamBytes = _file.AsMemory(position, end - position), StreamLengthWasWrong = wasWrong };
    }

    private PdfObject ResolveLength(PdfObject said)
    {
        if (!said.IsReference)
        {
            return said;
        }

        _resolvingLength = true;
        var value = Resolve(said);
        _resolvingLength = false;
        return value;
    }
}

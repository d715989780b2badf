using System.Buffers.Text;
using System.Globalization;

namespace Mugai.Sanitizers.Pdf.Objects;

/// <summary>
/// A look at one object: a tree and a place in it, cheap to copy. What is not there is null; asking an object of one kind for the value of another gives
/// the empty answer, so that damaged files need no special care. References are not followed here: see <c>PdfDocument.Resolve</c>.
/// </summary>
internal readonly struct PdfObject(PdfTree? tree, int index)
{
    public PdfTree? Tree => tree;

    /// <summary>Where in the tree; also tells two objects of one tree apart.</summary>
    public int Index => index;

    public PdfKind Kind => tree is null ? PdfKind.Null : Node.Kind;

    public bool IsNull => Kind == PdfKind.Null;

    public bool IsName => Kind == PdfKind.Name;

    public bool IsNumber => Kind is PdfKind.Integer or PdfKind.Real;

    public bool IsArray => Kind == PdfKind.Array;

    public bool IsStream => Kind == PdfKind.Stream;

    public bool IsReference => Kind == PdfKind.Reference;

    /// <summary>A dictionary, or a stream, whose dictionary answers for it.</summary>
    public bool IsDictionary => Kind is PdfKind.Dictionary or PdfKind.Stream;

    /// <summary>Name without its solidus and with #xx resolved; string after escapes and decryption. Empty for other kinds.</summary>
    public ReadOnlySpan<byte> Bytes => Kind is PdfKind.Name or PdfKind.String ? tree!.Bytes(Node) : default;

    /// <summary>A number as it was written; empty for other kinds than Real.</summary>
    public ReadOnlySpan<byte> RealText => Kind == PdfKind.Real ? tree!.Bytes(Node) : default;

    public bool Boolean => Kind == PdfKind.Boolean && Node.A != 0;

    /// <summary>The value of an integer, or of a real without its fraction; 0 for other kinds.</summary>
    public long Integer => Kind switch
    {
        PdfKind.Integer => ((long)Node.B << 32) | (uint)Node.A,
        PdfKind.Real => (long)Math.Clamp(Number, int.MinValue, int.MaxValue),
        _ => 0,
    };

    /// <summary>The value of an integer or a real; 0 for other kinds and for numbers nobody can read.</summary>
    public double Number => Kind switch
    {
        PdfKind.Integer => Integer,
        PdfKind.Real when Utf8Parser.TryParse(RealText, out double value, out _) && double.IsFinite(value) => value,
        _ => 0,
    };

    /// <summary>Object number that a reference names; 0 for other kinds.</summary>
    public int ReferenceNumber => Kind == PdfKind.Reference ? Node.A : 0;

    public int ReferenceGeneration => Kind == PdfKind.Reference ? Node.B : 0;

    /// <summary>Items of an array, pairs of a dictionary as they were written (shadowed ones too); 0 for other kinds.</summary>
    public int Count => Kind is PdfKind.Array or PdfKind.Dictionary or PdfKind.Stream ? Node.A : 0;

    /// <summary>Still encoded and encrypted bytes of a stream; empty for other kinds.</summary>
    public ReadOnlyMemory<byte> StreamBytes => IsStream ? tree!.StreamBytes : default;

    private ref readonly PdfNode Node => ref tree![index];

    /// <summary>True for the name <paramref name="name"/>, which is written without its solidus.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Kind == PdfKind.Name && tree!.Bytes(Node).SequenceEqual(name);

    /// <summary>The value under a key of a dictionary or stream, as it stands; null when there is none. Of several equal keys the last one counts.</summary>
    public PdfObject this[ReadOnlySpan<byte> key]
    {
        get
        {
            foreach (var (name, value) in Entries)
            {
                if (name.SequenceEqual(key))
                {
                    return value;
                }
            }

            return default;
        }
    }

    /// <summary>Item of an array, null when there is none. Walks from the first one: for small indices; loops use <see cref="Items"/>.</summary>
    public PdfObject At(int position)
    {
        foreach (var item in Items)
        {
            if (position-- == 0)
            {
                return item;
            }
        }

        return default;
    }

    /// <summary>The items of an array in order; none for other kinds.</summary>
    public ItemList Items => new(IsArray ? tree : null, index);

    /// <summary>The entries of a dictionary or stream in order, each key once; none for other kinds.</summary>
    public EntryList Entries => new(IsDictionary ? tree : null, index);

    /// <summary>For a debugger and for messages: never parsed again.</summary>
    public override string ToString() => Kind switch
    {
        PdfKind.Name => $"/{System.Text.Encoding.Latin1.GetString(Bytes)}",
        PdfKind.String => $"({System.Text.Encoding.Latin1.GetString(Bytes)})",
        PdfKind.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        PdfKind.Reference => $"{ReferenceNumber} {ReferenceGeneration} R",
        _ => $"{Kind}[{Count}]",
    };

    /// <summary>Items of an array.</summary>
    public struct ItemList
    {
        private readonly PdfTree? _tree;
        private readonly int _end;
        private int _at;
        private int _next;

        internal ItemList(PdfTree? tree, int index)
        {
            (_tree, _at, _next) = (tree, -1, index + 1);
            _end = tree is null ? 0 : tree[index].Next;
        }

        public readonly PdfObject Current => new(_tree, _at);

        public readonly ItemList GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_tree is null || _next >= _end)
            {
                return false;
            }

            _at = _next;
            _next = _tree[_at].Next;
            return true;
        }
    }

    /// <summary>Entries of a dictionary.</summary>
    public ref struct EntryList
    {
        private readonly PdfTree? _tree;
        private readonly int _end;
        private int _key;
        private int _next;

        internal EntryList(PdfTree? tree, int index)
        {
            (_tree, _key, _next) = (tree, -1, index + 1);
            _end = tree is null ? 0 : tree[index].Next;
        }

        public readonly Entry Current => new(_tree!.Bytes(_tree[_key]), new PdfObject(_tree, _key + 1));

        public readonly EntryList GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_tree is not null && _next < _end)
            {
                _key = _next;
                _next = _tree[_key + 1].Next;
                if (!_tree[_key].IsShadowed)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A key and its value.</summary>
    public readonly ref struct Entry(ReadOnlySpan<byte> name, PdfObject value)
    {
        public ReadOnlySpan<byte> Name { get; } = name;

        public PdfObject Value { get; } = value;

        public void Deconstruct(out ReadOnlySpan<byte> key, out PdfObject held)
        {
            key = Name;
            held = Value;
        }
    }
}

namespace Mugai.Sanitizers.Ichitaro;

/// <summary>A canonical code: of codes of one length the smaller belongs to the smaller symbol, and shorter ones come first.</summary>
internal sealed class HuffmanCode(int symbols)
{
    public const int MaxBits = 16;

    public byte[] Lengths { get; } = new byte[symbols];

    public int[] Counts { get; } = new int[MaxBits + 1];

    public ushort[] Symbols { get; } = new ushort[symbols];

    /// <summary>The one symbol that takes no bits; null when there are codes.</summary>
    public int? Only { get; private set; }

    public void Clear() => Lengths.AsSpan().Clear();

    public bool Constant(int symbol)
    {
        Only = symbol;
        return symbol < symbols;
    }

    /// <summary>Makes the code of <see cref="Lengths"/>; false when there are more codes of a length than can be told apart.</summary>
    public bool Build()
    {
        Only = null;
        Counts.AsSpan().Clear();
        foreach (var length in Lengths)
        {
            Counts[length]++;
        }

        Counts[0] = 0;
        Span<int> places = stackalloc int[MaxBits + 2];
        var free = 1;
        for (var length = 1; length <= MaxBits; length++)
        {
            free = (free << 1) - Counts[length];
            if (free < 0)
            {
                return false;
            }

            places[length + 1] = places[length] + Counts[length];
        }

        for (var symbol = 0; symbol < symbols; symbol++)
        {
            if (Lengths[symbol] > 0)
            {
                Symbols[places[Lengths[symbol]]++] = (ushort)symbol;
            }
        }

        return true;
    }
}

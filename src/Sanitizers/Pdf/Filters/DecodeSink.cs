using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>
/// Grows with what a decoder writes and charges each step to the budget before it is taken, so that a bomb ends the run and not the worker.
/// </summary>
internal sealed class DecodeSink(Budget budget, int limit = PdfLimits.MaxDecodedBytes)
{
    private byte[] _bytes = new byte[4096];
    private int _charged;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Count);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Count);

    /// <summary>The buffer without a copy; valid bytes are the first <see cref="Count"/>.</summary>
    public byte[] Buffer => _bytes;

    /// <summary>Room for at least <paramref name="least"/> bytes; what is used of it is told by <see cref="Advance"/>.</summary>
    public Span<byte> Room(int least)
    {
        if (_bytes.Length - Count < least)
        {
            var wanted = Math.Min(Math.Max((long)_bytes.Length * 2, (long)Count + least), limit);
            if (wanted < (long)Count + least)
            {
                throw new BudgetExceededException(Reason.Budget, "a decoded stream");
            }

            Array.Resize(ref _bytes, (int)wanted);
        }

        return _bytes.AsSpan(Count);
    }

    public void Advance(int count)
    {
        Count += count;
        if (Count - _charged >= 64 << 10)
        {
            Charge();
        }
    }

    public void Add(byte b)
    {
        if (Count == _bytes.Length)
        {
            Room(1);
        }

        _bytes[Count] = b;
        Advance(1);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Charges what was not charged yet.</summary>
    public void Charge()
    {
        budget.ChargeBytes(Count - _charged);
        _charged = Count;
    }
}

using System.Buffers;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>Growing pooled characters that count against the scratch budget, two bytes each. Dispose it.</summary>
internal sealed class CharBuffer(Budget budget) : IBufferWriter<char>, IDisposable
{
    private char[] _chars = [];
    private int _count;

    public int Count => _count;

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, _count);

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(GetSpan(text.Length));
        _count += text.Length;
    }

    public void Advance(int count) => _count += count;

    public Memory<char> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _chars.AsMemory(_count);
    }

    public Span<char> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _chars.AsSpan(_count);
    }

    /// <summary>Drops what was written from <paramref name="count"/> on; keeps the room.</summary>
    public void Truncate(int count) => _count = Math.Min(_count, count);

    public void Dispose()
    {
        Release();
        _chars = [];
        _count = 0;
    }

    private void Grow(int sizeHint)
    {
        var needed = _count + (long)Math.Max(sizeHint, 1);
        if (needed <= _chars.Length)
        {
            return;
        }

        if (needed > Array.MaxLength / 2)
        {
            throw new BudgetExceededException(Reason.Budget, "text");
        }

        var size = (int)Math.Max(needed, Math.Max(4096, Math.Min(_chars.Length * 2L, Array.MaxLength / 2)));
        budget.ChargeScratch(2L * size);
        var grown = ArrayPool<char>.Shared.Rent(size);
        if (grown.Length != size)
        {
            budget.ChargeScratch(2L * (grown.Length - size));
        }

        Written.CopyTo(grown);
        Release();
        _chars = grown;
    }

    private void Release()
    {
        if (_chars.Length > 0)
        {
            budget.ChargeScratch(-2L * _chars.Length);
            ArrayPool<char>.Shared.Return(_chars);
        }
    }
}

using System.Buffers;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>
/// Clean text as UTF-8 in one growing pooled buffer that counts against the scratch budget. Bytes, because most text is ASCII on both sides:
/// it is never widened. Characters written by <see cref="IBufferWriter{T}"/> come in whole: no pair of surrogates is split. Dispose it.
/// </summary>
internal sealed class BodyText(Budget budget) : IBufferWriter<char>, IDisposable
{
    private const int FirstBytes = 16 * 1024;
    private const int MaxUncounted = 16 * 1024;

    private readonly Budget _budget = budget;
    private byte[] _bytes = [];
    private char[] _chars = [];
    private int _count;

    public int Count => _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Append(ReadOnlySpan<byte> utf8)
    {
        Grow(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(_count));
        _count += utf8.Length;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        // Three bytes a character are the most; counting them would be a second pass.
        Grow(text.Length <= MaxUncounted ? 3 * text.Length : Encoding.UTF8.GetByteCount(text));
        _count += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_count));
    }

    public void Advance(int count) => Append(_chars.AsSpan(0, count));

    public Memory<char> GetMemory(int sizeHint = 0)
    {
        if (_chars.Length < Math.Max(sizeHint, 1))
        {
            _chars = new char[Math.Max(sizeHint, 256)];
        }

        return _chars;
    }

    public Span<char> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Drops what was written from <paramref name="count"/> on; keeps the room.</summary>
    public void Truncate(int count) => _count = Math.Min(_count, count);

    public void Dispose()
    {
        Release();
        _bytes = [];
        _count = 0;
    }

    private void Grow(int more)
    {
        var needed = (long)_count + more;
        if (needed <= _bytes.Length)
        {
            return;
        }

        if (needed > Array.MaxLength)
        {
            throw new BudgetExceededException(Reason.Budget, "text");
        }

        var size = (int)Math.Max(needed, Math.Max(FirstBytes, Math.Min(_bytes.Length * 2L, Array.MaxLength)));
        _budget.ChargeScratch(size);
        var grown = ArrayPool<byte>.Shared.Rent(size);
        if (grown.Length != size)
        {
            _budget.ChargeScratch(grown.Length - size);
        }

        Written.CopyTo(grown);
        Release();
        _bytes = grown;
    }

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            _budget.ChargeScratch(-_bytes.Length);
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}

using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The scratch of one job that is too much for its worker's memory: pages in a file without a name, each sealed on its own under a key of the gateway's. The worker
/// says numbers and bytes; it can reach nothing but what it wrote itself for this job, no more of it than the job's budget allows, and it ends with the job.
/// </summary>
internal sealed class JobScratch(string folder, long maxBytes) : IDisposable
{
    private readonly List<Page?> _pages = [];
    private readonly Stack<int> _freeSlots = new();
    private ScratchCipher? _cipher;
    private SafeFileHandle? _file;
    private byte[] _buffer = [];
    private int _slots;
    private int _filling = -1;
    private int _filled;

    /// <summary>A page was announced and its bytes are not complete: nothing else may come from the worker.</summary>
    public bool IsFilling => _filling >= 0;

    /// <summary>A page is kept, or kept anew; its bytes follow.</summary>
    public void Begin(int number)
    {
        if (number < 0 || number > _pages.Count || (number + 1L) * FrameLimits.PageBytes > maxBytes)
        {
            throw new WorkerLiedException("more scratch than it may have");
        }

        if (number == _pages.Count)
        {
            _pages.Add(null);
        }

        if (_buffer.Length == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(FrameLimits.PageBytes);
        }

        (_filling, _filled) = (number, 0);
    }

    /// <summary>The next bytes of the page.</summary>
    public void Fill(ReadOnlySpan<byte> bytes)
    {
        if (!IsFilling || bytes.IsEmpty || bytes.Length > FrameLimits.PageBytes - _filled)
        {
            throw new WorkerLiedException("a scratch page of another length");
        }

        bytes.CopyTo(_buffer.AsSpan(_filled));
        _filled += bytes.Length;
        if (_filled == FrameLimits.PageBytes)
        {
            Keep(_filling);
            _filling = -1;
        }
    }

    /// <summary>The bytes of a page; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Read(int number)
    {
        var page = Find(number);
        var bytes = _buffer.AsMemory(0, FrameLimits.PageBytes);
        for (var read = 0; read < bytes.Length;)
        {
            var more = RandomAccess.Read(_file!, bytes.Span[read..], ((long)page.Slot * FrameLimits.PageBytes) + read);
            read += more > 0 ? more : throw new InvalidDataException("The scratch file is shorter than what was written to it.");
        }

        _cipher!.Open(page.Seal, bytes.Span);
        return bytes;
    }

    /// <summary>A page is not wanted any more.</summary>
    public void Free(int number)
    {
        _freeSlots.Push(Find(number).Slot);
        _pages[number] = null;
    }

    public void Dispose()
    {
        _cipher?.Dispose();
        _file?.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = [];
        }
    }

    private void Keep(int number)
    {
        _file ??= ScratchFiles.CreateWithoutName(folder);
        _cipher ??= new ScratchCipher();
        var slot = _pages[number]?.Slot ?? (_freeSlots.TryPop(out var free) ? free : _slots++);
        var bytes = _buffer.AsSpan(0, FrameLimits.PageBytes);
        var seal = _cipher.Seal(bytes);
        RandomAccess.Write(_file, bytes, (long)slot * FrameLimits.PageBytes);
        _pages[number] = new Page(slot, seal);
    }

    private Page Find(int number) => number >= 0 && number < _pages.Count && _pages[number] is { } page
        ? page : throw new WorkerLiedException("the number of a scratch page that it does not have");

    /// <summary>Where a page lies in the file, and what opens it.</summary>
    private readonly record struct Page(int Slot, ScratchCipher.BlockSeal Seal);
}

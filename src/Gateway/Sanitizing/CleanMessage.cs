using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Sanitizing;

/// <summary>The mail as it leaves: our trace fields, then the clean output with the link in its slot.</summary>
internal sealed class CleanMessage(byte[] trace, CleanOutput output, string link)
{
    public DeliveryContent Content => new(WriteAsync, null);

    public Stream OpenRead() => new ConcatenatedStream(new MemoryStream(trace, writable: false), output.OpenRead(link));

    private async ValueTask WriteAsync(Stream destination, CancellationToken token)
    {
        await destination.WriteAsync(trace, token);
        await output.WriteToAsync(destination, link, token);
    }

    /// <summary>Two streams read one after the other.</summary>
    private sealed class ConcatenatedStream(Stream first, Stream second) : Stream
    {
        private readonly Stream _first = first;
        private Stream? _current;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = Current.Read(buffer);
            return read > 0 || buffer.IsEmpty || !Next() ? read : Current.Read(buffer);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await Current.ReadAsync(buffer, cancellationToken);
            return read > 0 || buffer.IsEmpty || !Next() ? read : await Current.ReadAsync(buffer, cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _first.Dispose();
                second.Dispose();
            }

            base.Dispose(disposing);
        }

        private Stream Current => _current ?? _first;

        private bool Next()
        {
            if (ReferenceEquals(Current, second))
            {
                return false;
            }

            _current = second;
            return true;
        }
    }
}

using System.Security.Cryptography;
using Mugai.Gateway.Sandboxing;

namespace Mugai.Gateway.Quarantine;

/// <summary>Pictures that were drawn a moment ago and wait for the browser that asked for them. A few, for a few minutes, in memory or as ciphertext in scratch like every clean output.</summary>
internal sealed class PictureShelf(TimeProvider clock) : IDisposable
{
    private const int MaxPictures = 64;

    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Picture> _pictures = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Takes over <paramref name="content"/>. Gives the ticket for it.</summary>
    public string Put(CleanOutput content, string mediaType, string actor)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_lock)
        {
            Clear(old => clock.GetUtcNow() - old.Since > s_kept);
            if (_pictures.Count >= MaxPictures)
            {
                var oldest = _pictures.MinBy(picture => picture.Value.Since).Key;
                Clear(picture => picture == _pictures[oldest]);
            }

            _pictures.Add(ticket, new Picture(content, mediaType, actor, clock.GetUtcNow()));
        }

        return ticket;
    }

    /// <summary>The picture, once more while it is here. Its bytes stay readable after it was cleared away.</summary>
    public (Stream Picture, string MediaType)? Open(string ticket, string actor)
    {
        lock (_lock)
        {
            if (!_pictures.TryGetValue(ticket, out var picture) || picture.Actor != actor || clock.GetUtcNow() - picture.Since > s_kept)
            {
                return null;
            }

            picture.Readers++;
            return (new OwnedStream(picture.Content.OpenRead(null), new Reading(this, picture)), picture.MediaType);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Clear(_ => true);
        }
    }

    private void Clear(Func<Picture, bool> which)
    {
        foreach (var (ticket, picture) in _pictures.Where(each => which(each.Value)).ToList())
        {
            _pictures.Remove(ticket);
            picture.IsGone = true;
            if (picture.Readers == 0)
            {
                picture.Content.Dispose();
            }
        }
    }

    private sealed class Picture(CleanOutput content, string mediaType, string actor, DateTimeOffset since)
    {
        public CleanOutput Content { get; } = content;

        public string MediaType { get; } = mediaType;

        public string Actor { get; } = actor;

        public DateTimeOffset Since { get; } = since;

        public int Readers { get; set; }

        public bool IsGone { get; set; }
    }

    private sealed class Reading(PictureShelf shelf, Picture picture) : IDisposable
    {
        public void Dispose()
        {
            lock (shelf._lock)
            {
                if (--picture.Readers == 0 && picture.IsGone)
                {
                    picture.Content.Dispose();
                }
            }
        }
    }
}

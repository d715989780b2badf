using System.Buffers;
using System.Globalization;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>What a walk over a picture's container found, each kind once with its count.</summary>
internal sealed class ImageTally
{
    // Cameras and disks fill up with these; nothing can be made of them.
    private static readonly SearchValues<byte> Filling = SearchValues.Create([0, 0xFF, (byte)'\r', (byte)'\n', (byte)' ', 0x1A]);

    private readonly List<(string Code, FindingAction Action, string Detail, int Count)> _found = [];

    /// <summary>True when nothing but <paramref name="code"/> was found.</summary>
    public bool HasOnly(string code) => _found.TrueForAll(found => found.Code == code);

    public void Add(string code, FindingAction action, string detail = "")
    {
        for (var i = 0; i < _found.Count; i++)
        {
            var old = _found[i];
            if (old.Code == code && old.Action == action && old.Detail == detail)
            {
                _found[i] = old with { Count = old.Count + 1 };
                return;
            }
        }

        _found.Add((code, action, detail, 1));
    }

    /// <summary>Bytes behind the end of the picture: padding of cameras, or something that does not belong there.</summary>
    public void AddTrailing(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return;
        }

        var isPadding = rest.IndexOfAnyExcept(Filling) < 0;
        Add(isPadding ? ImageCodes.Padding : ImageCodes.TrailingData, FindingAction.Removed, string.Create(CultureInfo.InvariantCulture, $"{rest.Length} bytes"));
    }

    public void Report(ISanitizeContext context)
    {
        foreach (var (code, action, detail, count) in _found)
        {
            context.Report("", code, action, count, new UntrustedText(detail));
        }
    }
}

using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>
/// What the upstream found of the sender, from the Authentication-Results fields of a header (RFC 8601) in the order in which they stand. Whoever takes a mail over puts its fields on top of those that
/// came, so that a sender's own fields stand below. Fields under a name that is believed count when they stand above the first Received, where no sender reaches; when there is none, the topmost
/// alone counts, for some servers write theirs below the Received that they add. Whatever stands further down could have come with the mail.
/// </summary>
internal sealed class AuthenticationTrace(IReadOnlyList<string> trusted)
{
    private readonly AuthenticationTally _tally = new();
    private bool _isBelowReceived;
    private bool _isClosed;

    public static ReadOnlySpan<byte> FieldName => "Authentication-Results"u8;

    public AuthenticationResults Results => _tally.Results;

    public void PassReceived()
    {
        _isBelowReceived = true;
        _isClosed |= _tally.Fields > 0;
    }

    /// <summary>Takes the value of a field, still folded.</summary>
    public void Take(ReadOnlySpan<byte> value)
    {
        if (_isClosed || trusted.Count == 0)
        {
            return;
        }

        var field = new AuthenticationField(value);
        if (trusted.Contains(field.ReadAuthservId()))
        {
            field.ReadResults(_tally);
            _isClosed = _isBelowReceived;
        }
    }
}

namespace Mugai.Sanitizers.Links;

/// <summary>What the marks behind a link tell.</summary>
[Flags]
internal enum LinkNoteKinds
{
    None = 0,

    /// <summary>The host is another than it looks like, or an internationalized name.</summary>
    RealHost = 1,

    /// <summary>The host is an IP address.</summary>
    Address = 2,

    /// <summary>A service that hides the target.</summary>
    Shortener = 4,

    /// <summary>An address inside the address.</summary>
    Redirect = 8,
}

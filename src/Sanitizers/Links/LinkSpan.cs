namespace Mugai.Sanitizers.Links;

/// <summary>A link in UTF-8 text: what a mail program would make one of.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Authority">Where its authority begins, behind scheme and slashes; <paramref name="Start"/> when no scheme stands there.</param>
/// <param name="Host">Where its host begins, behind a user name.</param>
/// <param name="HostEnd">Behind its host and port.</param>
/// <param name="End">Behind its path, query and fragment.</param>
internal readonly record struct LinkSpan(int Start, int Authority, int Host, int HostEnd, int End)
{
    public bool HasScheme => Authority > Start;
}

namespace Mugai.Portal.People;

/// <summary>The directory that checks passwords did not answer: nobody is to blame, and no try is counted.</summary>
public sealed class DirectoryUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>What a failed file or database operation means for the sender of a mail.</summary>
internal static class StorageFault
{
    private const int NoSpace = 28; // ENOSPC
    private const int Quota = 122; // EDQUOT
    private const int FileTooBig = 27; // EFBIG: a file size limit of the process

    /// <summary>Failures of the storage, not of our own logic.</summary>
    public static bool IsStorage(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>Room is short: 452. Everything else is 451.</summary>
    public static bool IsOutOfSpace(Exception failure) =>
        failure is StoreDatabaseException { OutOfSpace: true }
        || (failure is IOException and not StoreDatabaseException && failure.HResult is NoSpace or Quota or FileTooBig);
}

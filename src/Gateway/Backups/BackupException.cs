namespace Mugai.Gateway.Backups;

/// <summary>A backup cannot be made or brought back. The message says why and what to do, in both languages, a line each.</summary>
internal sealed class BackupException(string en, string ja, Exception? inner = null) : Exception($"{en}\n{ja}", inner);
